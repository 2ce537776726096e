extension StubOrder {
  /// An order with all fields of a present-day ShipStation order, made up for a test.
  ///
  /// Dates are Pacific wall times. The total is computed from the lines. `changes` sets members or,
  /// with nil, leaves them out, after all others.
  public static func json(
    id: Int64, number: String? = nil, key: String? = nil, status: String = "awaiting_shipment",
    items: [StubItem] = [], orderDate: String = "2024-05-06T07:08:09.0000000",
    createDate: String? = nil, modifyDate: String? = nil, storeId: Int64 = 28_400,
    name: String = "Test Customer", taxAmount: String = "0.00", shippingAmount: String = "0.00",
    changes: [String: JSON?] = [:]
  ) -> StubOrder {
    let created = createDate ?? orderDate
    let wall = WallTime(created) ?? WallTime(ticks: 0)
    let lines = items.enumerated().map { $1.json(order: id, index: $0, created: wall) }
    let tax = JSON.number(taxAmount)
    let shipping = JSON.number(shippingAmount)
    let total = OrderTotal.compute(items: lines, tax: tax, shipping: shipping) ?? .zero
    var json: JSON = [
      "orderId": JSON(id),
      "orderNumber": .string(number ?? String(id)),
      "orderKey": .string(key ?? "manual-" + hexadecimal(id)),
      "orderDate": .string(orderDate),
      "createDate": .string(created),
      "modifyDate": .string(modifyDate ?? created),
      "paymentDate": nil,
      "shipByDate": nil,
      "orderStatus": .string(status),
      "customerId": 231_093_810,
      "customerUsername": "customer@example.com",
      "customerEmail": "customer@example.com",
      "billTo": address(name: name, street: nil),
      "shipTo": address(name: name, street: "100 EXAMPLE ST"),
      "items": .array(lines),
      "orderTotal": total.json,
      "amountPaid": total.json,
      "taxAmount": tax,
      "shippingAmount": shipping,
      "customerNotes": nil,
      "internalNotes": nil,
      "gift": false,
      "giftMessage": nil,
      "paymentMethod": nil,
      "requestedShippingService": nil,
      "carrierCode": nil,
      "serviceCode": nil,
      "packageCode": nil,
      "confirmation": "none",
      "shipDate": status == "shipped" ? .string(String(created.prefix(10))) : nil,
      "holdUntilDate": nil,
      "weight": ["value": .number("1.00"), "units": "ounces", "WeightUnits": 1],
      "dimensions": nil,
      "insuranceOptions": [
        "provider": nil, "insureShipment": false, "insuredValue": .number("0.00"),
      ],
      "internationalOptions": ["contents": nil, "customsItems": nil, "nonDelivery": nil],
      "advancedOptions": advancedOptions(storeId: storeId),
      "tagIds": nil,
      "userId": nil,
      "externallyFulfilled": false,
      "externallyFulfilledBy": nil,
      "externallyFulfilledById": nil,
      "externallyFulfilledByName": nil,
      "labelMessages": nil,
    ]
    for (name, value) in changes.sorted(by: { $0.key < $1.key }) { json[name] = value }
    return StubOrder(id: id, bytes: json.bytes, listedAs: json)
  }

  private static func address(name: String, street: String?) -> JSON {
    let shipped = street != nil
    return [
      "name": .string(name),
      "company": nil,
      "street1": JSON(street),
      "street2": JSON(shipped ? "" : nil),
      "street3": nil,
      "city": JSON(shipped ? "SAMPLETOWN" : nil),
      "state": JSON(shipped ? "GA" : nil),
      "postalCode": JSON(shipped ? "99999-0001" : nil),
      "country": JSON(shipped ? "US" : nil),
      "phone": nil,
      "residential": shipped ? true : nil,
      "addressVerified": JSON(shipped ? "Address validated successfully" : nil),
    ]
  }

  private static func advancedOptions(storeId: Int64) -> JSON {
    [
      "warehouseId": 18_911,
      "nonMachinable": false,
      "saturdayDelivery": false,
      "containsAlcohol": false,
      "mergedOrSplit": false,
      "mergedIds": [],
      "parentId": nil,
      "storeId": JSON(storeId),
      "customField1": nil,
      "customField2": nil,
      "customField3": nil,
      "source": nil,
      "billToParty": nil,
      "billToAccount": nil,
      "billToPostalCode": nil,
      "billToCountryCode": nil,
      "billToMyOtherAccount": nil,
    ]
  }

  /// Thirty-two hexadecimal digits that belong to this number alone.
  static func hexadecimal(_ number: Int64) -> String {
    let mixed = UInt64(bitPattern: number) &* 0x9E37_79B9_7F4A_7C15
    return [mixed, UInt64(bitPattern: number)].map { half in
      let digits = String(half, radix: 16)
      return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }.joined()
  }
}
