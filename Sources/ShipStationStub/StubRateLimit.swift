/// How the stub limits the number of requests.
public struct StubRateLimit: Sendable, Equatable {
  /// Requests allowed in one window.
  public var limit: Int
  /// The length of a window, which starts with the first request in it.
  public var window: Duration
  /// Whether requests over the limit are answered with 429.
  ///
  /// While false, the headers tell of a window just begun.
  public var isEnforced: Bool
  /// Whether answers carry the `X-Rate-Limit-*` headers.
  public var sendsHeaders: Bool

  /// ShipStation's 40 a minute, told but not enforced.
  public init(
    limit: Int = 40, window: Duration = .seconds(60), isEnforced: Bool = false,
    sendsHeaders: Bool = true
  ) {
    self.limit = limit
    self.window = window
    self.isEnforced = isEnforced
    self.sendsHeaders = sendsHeaders
  }

  var windowMilliseconds: Int64 {
    window.components.seconds * 1000 + window.components.attoseconds / 1_000_000_000_000_000
  }
}
