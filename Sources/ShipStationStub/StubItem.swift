/// One line of an order made up for a test.
public struct StubItem: Sendable {
  /// The id; nil gives one derived from the order's id and the line's place.
  public var orderItemId: Int64?
  /// The SKU, which ShipStation allows to be null.
  public var sku: String?
  /// The quantity.
  public var quantity: Int64
  /// The price of one unit, as written: `"19.99"`, `"1.00"`.
  public var unitPrice: String
  /// Whether the line is a discount or the like.
  public var adjustment: Bool
  /// The line's key in the source system.
  public var lineItemKey: String?
  /// The name of the product.
  public var name: String
  /// Members to set or, with nil, to leave out, after all others.
  public var changes: [String: JSON?]

  /// A line of one unit unless said otherwise.
  public init(
    sku: String?, quantity: Int64 = 1, unitPrice: String = "19.99", adjustment: Bool = false,
    lineItemKey: String? = nil, name: String = "Test item", orderItemId: Int64? = nil,
    changes: [String: JSON?] = [:]
  ) {
    self.sku = sku
    self.quantity = quantity
    self.unitPrice = unitPrice
    self.adjustment = adjustment
    self.lineItemKey = lineItemKey
    self.name = name
    self.orderItemId = orderItemId
    self.changes = changes
  }

  func json(order: Int64, index: Int, created: WallTime) -> JSON {
    let derived = order.magnitude % 10_000_000_000_000 * 100 + UInt64(index) + 1
    var json: JSON = [
      "orderItemId": JSON(orderItemId ?? Int64(derived)),
      "lineItemKey": JSON(lineItemKey),
      "sku": JSON(sku),
      "name": .string(name),
      "imageUrl": nil,
      "weight": ["value": .number("1.00"), "units": "ounces", "WeightUnits": 1],
      "quantity": JSON(quantity),
      "unitPrice": .number(unitPrice),
      "taxAmount": nil,
      "shippingAmount": nil,
      "warehouseLocation": nil,
      "options": [],
      "productId": nil,
      "fulfillmentSku": nil,
      "adjustment": .bool(adjustment),
      "upc": nil,
      "createDate": .string(created.lineText),
      "modifyDate": .string(created.lineText),
    ]
    for (name, value) in changes.sorted(by: { $0.key < $1.key }) { json[name] = value }
    return json
  }
}
