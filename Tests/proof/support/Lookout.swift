import Dispatch
import Glibc
import Synchronization

/// Waits for one moment of a cycle and strikes there, once.
package final class Lookout: Sendable {
  /// What is done at the moment; false cuts the runner off from its database.
  package typealias Strike = @Sendable () -> Bool

  private struct State {
    var met: [Moment: Int] = [:]
    var armed: (moments: [Moment], number: Int, delay: UInt32, strike: Strike)?
    var struckAt: Moment?
  }
  private let state = Mutex(State())
  private let struck = Atomic(0)

  package init() {}

  /// Strikes when a moment comes for the nth time from now on; within a stretch of time, so many
  /// microseconds after its beginning.
  package func arm(
    _ moment: Moment, number: Int, delay: UInt32 = 0, strike: @escaping Strike
  ) {
    arm(anyOf: [moment], number: number, delay: delay, strike: strike)
  }

  /// Strikes when any of these moments comes, the nth of them.
  package func arm(
    anyOf moments: [Moment], number: Int, delay: UInt32 = 0, strike: @escaping Strike
  ) {
    state.withLock { $0 = State(armed: (moments, number, delay, strike)) }
  }

  /// Forgets what it was to do, and all it has counted.
  package func disarm() { state.withLock { $0 = State() } }

  /// Whether it has struck since it was armed.
  package var hasStruck: Bool { struckAt != nil }

  /// The moment at which it has struck since it was armed.
  package var struckAt: Moment? { state.withLock { $0.struckAt } }

  /// How often it has struck in all.
  package var strikes: Int { struck.load(ordering: .relaxed) }

  /// How often each moment came since it was armed or disarmed.
  package var met: [Moment: Int] { state.withLock { $0.met } }

  /// Notes that a moment has come; whether the runner's call goes on.
  func meet(_ moment: Moment) -> Bool {
    let due = state.withLock { state -> (delay: UInt32, strike: Strike)? in
      state.met[moment, default: 0] += 1
      guard let armed = state.armed, armed.moments.contains(moment),
        armed.number == armed.moments.reduce(0, { $0 + (state.met[$1] ?? 0) })
      else { return nil }
      state.struckAt = moment
      return (armed.delay, armed.strike)
    }
    guard let due else { return true }
    struck.add(1, ordering: .relaxed)
    if moment == .afterAnswer {
      // The answer leaves only when this has returned.
      DispatchQueue.global().async {
        usleep(due.delay)
        _ = due.strike()
      }
      return true
    }
    if moment.isStretch { usleep(due.delay) }
    return due.strike()
  }
}
