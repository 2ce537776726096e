/// How a stub behaves apart from its orders and faults; may be changed while it runs.
public struct StubOptions: Sendable {
  /// The API key that requests must carry.
  public var key: String
  /// The API secret that requests must carry.
  public var secret: String
  /// A pause before every answer, after its effect.
  public var latencyMilliseconds: Int
  /// The limit on requests.
  public var rateLimit: StubRateLimit
  /// Whether an update keeps the orderItemIds that were sent back; false makes new ones.
  public var keepsOrderItemIds: Bool
  /// Whether lists say `pages: 0` whatever they hold, as one recorded answer does.
  public var reportsZeroPages: Bool
  /// The most orders on one page of a list, whatever `pageSize` asks for.
  public var largestPage: Int
  /// Orders that make every answer that would hold them a 500.
  public var brokenOrders: Set<Int64>
  /// The store that createorder falls back to when none is sent.
  public var manualStoreId: Int64
  /// The warehouse that createorder falls back to when none is sent.
  public var warehouseId: Int64

  /// The default behaviour: known credentials, no latency, the rate limit told but not enforced.
  public init(
    key: String = "stub-key", secret: String = "stub-secret", latencyMilliseconds: Int = 0,
    rateLimit: StubRateLimit = StubRateLimit(), keepsOrderItemIds: Bool = true,
    reportsZeroPages: Bool = false, largestPage: Int = 500, brokenOrders: Set<Int64> = [],
    manualStoreId: Int64 = 12_345, warehouseId: Int64 = 9876
  ) {
    self.key = key
    self.secret = secret
    self.latencyMilliseconds = latencyMilliseconds
    self.rateLimit = rateLimit
    self.keepsOrderItemIds = keepsOrderItemIds
    self.reportsZeroPages = reportsZeroPages
    self.largestPage = largestPage
    self.brokenOrders = brokenOrders
    self.manualStoreId = manualStoreId
    self.warehouseId = warehouseId
  }
}
