import Glibc

/// The stub's time: the machine's, shifted, or one that stands still.
struct StubClock: Sendable {
  private var shift: Int64 = 0
  private var isRunning = true

  /// Milliseconds since 1970.
  var now: Int64 { isRunning ? Self.machine + shift : shift }

  /// Lets the clock run on from this instant, or stand at it.
  mutating func set(_ milliseconds: Int64, isRunning: Bool) {
    self.isRunning = isRunning
    shift = isRunning ? milliseconds - Self.machine : milliseconds
  }

  mutating func advance(_ milliseconds: Int64) {
    shift += milliseconds
  }

  private static var machine: Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
  }
}
