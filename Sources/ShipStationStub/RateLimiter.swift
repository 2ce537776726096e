/// Counts requests in windows that start with their first request.
struct RateLimiter: Sendable {
  /// What one request finds.
  struct Reading {
    var remaining: Int
    var resetSeconds: Int
    var isExceeded = false
  }

  private var windowStart: Int64?
  private var used = 0

  /// Counts so many requests and tells where the window stands.
  mutating func take(_ count: Int = 1, at now: Int64, under rule: StubRateLimit) -> Reading {
    let length = rule.windowMilliseconds
    guard rule.isEnforced else {
      return Reading(remaining: rule.limit - 1, resetSeconds: Self.seconds(length))
    }
    if windowStart.map({ now < $0 || now >= $0 + length }) ?? true {
      windowStart = now
      used = 0
    }
    used += count
    return Reading(
      remaining: max(0, rule.limit - used),
      resetSeconds: Self.seconds((windowStart ?? now) + length - now),
      isExceeded: used > rule.limit)
  }

  /// Whole seconds, rounded up: after them the window is over for certain.
  private static func seconds(_ milliseconds: Int64) -> Int {
    Int((milliseconds + 999) / 1000)
  }
}
