/// One shipment (a label) as `GET /shipments` shows it.
public struct StubShipment: Sendable {
  /// The order the shipment belongs to.
  public let orderId: Int64
  /// The document that is sent.
  public let bytes: [UInt8]

  /// A shipment printed from a value, which must be an object with an integer orderId.
  public init(_ json: JSON) throws {
    guard let id = json["orderId"]?.integer else { throw StubError.noOrderId }
    self.init(orderId: id, bytes: json.bytes)
  }

  /// A shipment of any bytes at all.
  public init(orderId: Int64, bytes: [UInt8]) {
    self.orderId = orderId
    self.bytes = bytes
  }

  /// A shipment with the usual fields, made up for a test.
  public static func json(
    id: Int64 = 33_974_374, orderId: Int64, orderNumber: String? = nil, voided: Bool = false,
    changes: [String: JSON?] = [:]
  ) -> StubShipment {
    var json: JSON = [
      "shipmentId": JSON(id),
      "orderId": JSON(orderId),
      "orderKey": .string("manual-" + StubOrder.hexadecimal(orderId)),
      "userId": nil,
      "customerEmail": nil,
      "orderNumber": .string(orderNumber ?? String(orderId)),
      "createDate": "2024-05-07T08:09:10.1170000",
      "shipDate": "2024-05-07",
      "shipmentCost": .number("2.35"),
      "insuranceCost": .number("0.00"),
      "trackingNumber": "9400111899561704681189",
      "isReturnLabel": false,
      "batchNumber": "100301",
      "carrierCode": "stamps_com",
      "serviceCode": "usps_first_class_mail",
      "packageCode": "package",
      "confirmation": "delivery",
      "warehouseId": 18_911,
      "voided": .bool(voided),
      "voidDate": JSON(voided ? "2024-05-07T09:10:11.0000000" : nil),
      "marketplaceNotified": true,
      "notifyErrorMessage": nil,
      "shipmentItems": nil,
      "labelData": nil,
      "formData": nil,
    ]
    for (name, value) in changes.sorted(by: { $0.key < $1.key }) { json[name] = value }
    return StubShipment(orderId: orderId, bytes: json.bytes)
  }
}
