import Dispatch
import Synchronization

/// Something that is done beside the cycle and waited for afterwards.
final class Background: Sendable {
  private let work = DispatchGroup()
  private let failure = Mutex<(any Error)?>(nil)

  func start(_ action: @escaping @Sendable () throws -> Void) {
    work.enter()
    DispatchQueue.global().async {
      do {
        try action()
      } catch {
        self.failure.withLock { $0 = error }
      }
      self.work.leave()
    }
  }

  /// Returns when it is done; throws what it threw.
  func wait() throws {
    work.wait()
    if let failure = failure.withLock({ $0 }) { throw failure }
  }
}
