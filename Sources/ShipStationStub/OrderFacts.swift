/// What lists and updates look for in an order, read once.
struct OrderFacts: Sendable {
  let number: String?
  let key: String?
  let status: String?
  let storeId: Int64?
  let orderDate: WallTime?
  let createDate: WallTime?
  let modifyDate: WallTime?
  let paymentDate: WallTime?

  init(_ json: JSON) {
    number = json["orderNumber"]?.text
    key = json["orderKey"]?.text
    status = json["orderStatus"]?.text
    storeId = json["advancedOptions"]?["storeId"]?.integer
    orderDate = Self.time(json, "orderDate")
    createDate = Self.time(json, "createDate")
    modifyDate = Self.time(json, "modifyDate")
    paymentDate = Self.time(json, "paymentDate")
  }

  private static func time(_ json: JSON, _ name: String) -> WallTime? {
    json[name]?.text.flatMap { WallTime($0) }
  }
}
