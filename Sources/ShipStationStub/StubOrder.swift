/// One order as the stub keeps it: a document, byte for byte as given.
public struct StubOrder: Sendable {
  /// The id under which the order is found.
  public let id: Int64
  /// The document that is sent.
  public let bytes: [UInt8]
  /// The document read as JSON; for bytes that are no JSON, what lists take the order for.
  public let json: JSON

  let facts: OrderFacts

  /// An order from its document, which must be a JSON object with an integer orderId.
  public init(bytes: [UInt8]) throws {
    let json = try JSON(parsing: bytes)
    guard let id = json["orderId"]?.integer else { throw StubError.noOrderId }
    self.init(id: id, bytes: bytes, listedAs: json)
  }

  /// An order from its document, which must be a JSON object with an integer orderId.
  public init(_ text: String) throws {
    try self.init(bytes: Array(text.utf8))
  }

  /// An order printed from a value, which must be an object with an integer orderId.
  public init(_ json: JSON) throws {
    guard let id = json["orderId"]?.integer else { throw StubError.noOrderId }
    self.init(id: id, bytes: json.bytes, listedAs: json)
  }

  /// An order of any bytes at all: no JSON, bad UTF-8, wrong types, another orderId inside.
  ///
  /// Filters and sorting see the members of `listedAs`.
  public init(id: Int64, bytes: [UInt8], listedAs json: JSON = .object([])) {
    self.id = id
    self.bytes = bytes
    self.json = json
    facts = OrderFacts(json)
  }

  /// The order with members set or, with nil, left out; found under the same id.
  public func with(_ changes: [String: JSON?]) -> StubOrder {
    var json = json
    for (name, value) in changes.sorted(by: { $0.key < $1.key }) { json[name] = value }
    return StubOrder(id: id, bytes: json.bytes, listedAs: json)
  }
}
