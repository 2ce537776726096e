/// Everything about a stub that changes, behind one lock.
struct StubState: Sendable {
  var book = OrderBook()
  var options: StubOptions
  var script = FaultScript()
  /// Requests that were answered before they are applied.
  var late: [HTTPRequest] = []
  var limiter = RateLimiter()
  var clock = StubClock()
  var log: [StubRequest] = []
  /// Rises with each reset of the log, so that late answers do not mark newer entries.
  var logGeneration = 0
  var onRequest: (@Sendable (StubRequest) -> Void)?
  var onAnswer: (@Sendable (StubRequest) -> Void)?
  var onCreateOrder: (@Sendable (inout JSON) -> Void)?

  init(options: StubOptions) {
    self.options = options
  }
}
