/// Works out the order that a body of createorder leaves behind.
struct OrderWriting {
  let sent: JSON
  /// The stored order; nil when a new one is made.
  let old: JSON?
  let options: StubOptions
  let now: WallTime

  /// The order as stored and answered; nil when its total is out of range.
  func order(id: Int64, key: String, _ book: inout OrderBook) -> JSON? {
    let items = (sent["items"]?.elements ?? []).map { line($0, &book) }
    let total = OrderTotal.compute(
      items: items, tax: sent["taxAmount"], shipping: sent["shippingAmount"])
    guard let total else { return nil }
    let stamp = JSON.string(now.text(digits: 7))
    let international = internationalOptions(&book)
    let rules = FieldRules([
      "orderId": .value(JSON(id)),
      "orderNumber": .input(nil),
      "orderKey": .value(.string(key)),
      "orderDate": .value(date("orderDate")),
      "createDate": .readOnly(stamp),
      "modifyDate": .value(stamp),
      "paymentDate": .value(date("paymentDate")),
      "shipByDate": has("shipByDate") ? .value(date("shipByDate")) : .recentInput(nil),
      "orderStatus": .input(nil),
      "customerId": .readOnly(nil),
      "customerUsername": .input(nil),
      "customerEmail": .input(nil),
      "billTo": .value(address("billTo")),
      "shipTo": .value(address("shipTo")),
      "items": .value(.array(items)),
      "orderTotal": .value(text(of: total)),
      "amountPaid": .input(0),
      "taxAmount": .input(0),
      "shippingAmount": .input(0),
      "customerNotes": .input(nil),
      "internalNotes": .input(nil),
      "gift": .input(false),
      "giftMessage": .input(nil),
      "paymentMethod": .input(nil),
      "requestedShippingService": .input(nil),
      "carrierCode": .input(nil),
      "serviceCode": .input(nil),
      "packageCode": .input(nil),
      "confirmation": .input("none"),
      "shipDate": .input(nil),
      "holdUntilDate": .readOnly(nil),
      "weight": .value(Weight.normalised(sent["weight"]) ?? Weight.none),
      "dimensions": .value(part("dimensions", Self.dimensions) ?? .null),
      "insuranceOptions": .value(part("insuranceOptions", Self.insurance, always: true) ?? .null),
      "internationalOptions": .value(international),
      "customsCountryCode": .recentInput(nil),
      "advancedOptions": .value(advancedOptions()),
      "tagIds": .value(tags(book)),
      "userId": .readOnly(nil),
      "externallyFulfilled": .readOnly(false),
      "externallyFulfilledBy": .readOnly(nil),
    ])
    return rules.apply(sent, over: old)
  }

  private static let dimensions = FieldRules([
    "units": .input(nil), "length": .input(0), "width": .input(0), "height": .input(0),
  ])

  private static let insurance = FieldRules([
    "provider": .input(nil), "insureShipment": .input(false), "insuredValue": .input(0),
  ])

  private func has(_ name: String) -> Bool {
    old == nil || old?[name] != nil || sent[name] != nil
  }

  /// A date with seven digits; one that is as stored stays so.
  private func date(_ name: String) -> JSON {
    guard let text = sent[name]?.text, let time = WallTime(text) else { return .null }
    return sent[name] == old?[name] ? .string(text) : .string(time.text(digits: 7))
  }

  /// The total, as it was written before if it is the same number.
  private func text(of total: ExactNumber) -> JSON {
    guard let before = old?["orderTotal"], let number = ExactNumber(before),
      number.isSameNumber(as: total)
    else { return total.json }
    return before
  }

  /// An object of the order; `always` makes one from nothing.
  private func part(_ name: String, _ rules: FieldRules, always: Bool = false) -> JSON? {
    let body = sent[name].flatMap { if case .object = $0 { $0 } else { nil } }
    guard always || body != nil else { return nil }
    let stored = old?[name].flatMap { $0.isNull ? nil : $0 }
    return rules.apply(body ?? .object([]), over: stored)
  }

  private func address(_ name: String) -> JSON {
    var address = FieldRules([
      "name": .input(nil), "company": .input(nil), "street1": .input(nil),
      "street2": .input(nil), "street3": .input(nil), "city": .input(nil), "state": .input(nil),
      "postalCode": .input(nil), "country": .input(nil), "phone": .input(nil),
      "residential": .input(nil), "addressVerified": .readOnly(nil),
    ]).apply(sent[name] ?? .null, over: old?[name])
    guard name == "shipTo" else { return address }
    if address["residential"] == true { address["residential"] = false }
    let places = ["street1", "street2", "street3", "city", "state", "postalCode", "country"]
    let isMoved = places.contains { address[$0] != old?[name]?[$0] }
    if isMoved { address["addressVerified"] = "Address validation warning" }
    return address
  }

  private func advancedOptions() -> JSON {
    FieldRules([
      "warehouseId": .input(JSON(options.warehouseId)),
      "nonMachinable": .input(false),
      "saturdayDelivery": .input(false),
      "containsAlcohol": .input(false),
      "mergedOrSplit": .readOnly(false),
      "mergedIds": .readOnly([]),
      "parentId": .readOnly(nil),
      "storeId": .value(store),
      "customField1": .input(nil),
      "customField2": .input(nil),
      "customField3": .input(nil),
      "source": .input(nil),
      "billToParty": .input(nil),
      "billToAccount": .input(nil),
      "billToPostalCode": .input(nil),
      "billToCountryCode": .input(nil),
      "billToMyOtherAccount": .recentInput(nil),
    ]).apply(sent["advancedOptions"] ?? .null, over: old?["advancedOptions"])
  }

  /// The store is set on creation only, but one that is not sent becomes the manual store.
  private var store: JSON {
    guard let given = sent["advancedOptions"]?["storeId"], !given.isNull else {
      return JSON(options.manualStoreId)
    }
    return old?["advancedOptions"]?["storeId"] ?? given
  }

  /// The tags that some order of the account has; others do not exist.
  private func tags(_ book: OrderBook) -> JSON {
    guard let given = sent["tagIds"]?.elements else { return .null }
    var known = old?["tagIds"]?.elements ?? []
    if !given.allSatisfy(known.contains) {
      known += book.orders.values.flatMap { $0.json["tagIds"]?.elements ?? [] }
    }
    let kept = given.filter(known.contains)
    return kept.isEmpty && !given.isEmpty ? .null : .array(kept)
  }
}
