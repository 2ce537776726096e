/// Refuses bodies of createorder as ShipStation does.
enum OrderCheck {
  static let updatable: Set<String> = [
    "awaiting_payment", "awaiting_shipment", "on_hold", "pending_fulfillment",
  ]
  private static let statuses = updatable.union(["shipped", "cancelled"])

  /// The answer to a body that is refused; nil for one that is accepted.
  static func refusal(of sent: JSON) -> Answer? {
    guard let number = sent["orderNumber"]?.text, !number.isEmpty else {
      return .invalid("orderNumber", "OrderNumber Is Required")
    }
    guard number.unicodeScalars.count <= 50 else {
      return .invalid("orderNumber", "OrderNumber must not be longer than 50 characters.")
    }
    guard sent["orderDate"]?.text != nil else {
      return .invalid("orderDate", "OrderDate Is Required")
    }
    for name in ["orderDate", "paymentDate", "shipByDate"] where !isDate(sent[name]) {
      return .invalid(name, "The value is not a date.")
    }
    guard let status = sent["orderStatus"]?.text, statuses.contains(status) else {
      return .invalid("orderStatus", "The orderStatus is not valid.")
    }
    return addresses(sent) ?? amounts(sent) ?? service(sent)
  }

  private static func addresses(_ sent: JSON) -> Answer? {
    for (field, label) in [("billTo", "Bill"), ("shipTo", "Ship")] {
      let name = sent[field]?["name"]?.text ?? ""
      guard name.contains(where: { $0 != " " }) else {
        return .invalid("\(field).name", "'\(label) Name' must not be empty.")
      }
      let country = sent[field]?["country"] ?? .null
      if field == "billTo" && country.isNull { continue }
      guard let code = country.text, code.utf8.count == 2, code.allSatisfy(\.isLetter) else {
        return .invalid("\(field).country", "Please use a 2 character country code")
      }
    }
    return nil
  }

  private static func amounts(_ sent: JSON) -> Answer? {
    for name in ["amountPaid", "taxAmount", "shippingAmount"] where !isNumber(sent[name]) {
      return .invalid(name, "The value is not a number.")
    }
    let items = sent["items"] ?? .null
    guard items.isNull || items.elements != nil else {
      return .invalid("items", "The value is not a list.")
    }
    for item in items.elements ?? [] {
      for name in ["quantity", "unitPrice"] where !isNumber(item[name]) {
        return .invalid("items.\(name)", "The value is not a number.")
      }
    }
    return nil
  }

  private static func service(_ sent: JSON) -> Answer? {
    let carrier = sent["carrierCode"]?.text ?? ""
    let service = sent["serviceCode"]?.text ?? ""
    return !carrier.isEmpty && service.isEmpty ? .error(400, "Invalid serviceCode") : nil
  }

  private static func isDate(_ json: JSON?) -> Bool {
    guard let json, !json.isNull else { return true }
    return json.text.map { WallTime($0) != nil } ?? false
  }

  private static func isNumber(_ json: JSON?) -> Bool {
    guard let json, !json.isNull else { return true }
    return ExactNumber(json) != nil
  }
}
