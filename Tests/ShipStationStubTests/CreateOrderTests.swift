import ShipStationStub
import Testing

@Suite
struct CreateOrderTests {
  let stub: ShipStationStub

  /// An order in which every input field has a value.
  static let full = StubOrder.json(
    id: 42, number: "100528", key: "key-42",
    items: [
      StubItem(sku: "17612 - 250237", quantity: 2, orderItemId: 1_202_324_501_429),
      StubItem(sku: "OFF", unitPrice: "-1.00", adjustment: true, lineItemKey: "discount"),
    ],
    taxAmount: "1.00", shippingAmount: "2.50",
    changes: [
      "paymentDate": "2024-05-06T08:00:00.0000000", "shipByDate": "2024-05-09T00:00:00.0000000",
      "customerNotes": "note", "internalNotes": "inside", "gift": true, "giftMessage": "hi",
      "paymentMethod": "card", "requestedShippingService": "Ground", "carrierCode": "fedex",
      "serviceCode": "fedex_ground", "packageCode": "package", "confirmation": "delivery",
      "shipDate": "2024-05-10", "holdUntilDate": "2024-06-01", "tagIds": [1, 2],
      "dimensions": ["units": "inches", "length": 1, "width": 2, "height": 3],
      "insuranceOptions": ["provider": "carrier", "insureShipment": true, "insuredValue": 9],
      "internationalOptions": [
        "contents": "merchandise",
        "customsItems": [
          [
            "customsItemId": 5, "description": "d", "quantity": 1, "value": 2,
            "harmonizedTariffCode": nil, "countryOfOrigin": "US",
          ]
        ], "nonDelivery": "return_to_sender",
      ], "customField9": "unknown to the documentation",
    ])

  init() throws {
    stub = try ShipStationStub(orders: [Self.full, .json(id: 43, status: "shipped", name: "B")])
    stub.setClock(unixMilliseconds: 1_720_000_000_000, isRunning: false)
  }

  private func post(_ body: JSON) -> WireClient.Answer {
    ask(stub, "/orders/createorder", method: "POST", body: body)
  }

  private func posted(_ body: JSON) throws -> JSON {
    let answer = post(body)
    try #require(answer.status == 200, "\(answer.text)")
    return try JSON(parsing: answer.body)
  }

  private func names(_ json: JSON) -> [String] {
    if case .object(let members) = json { members.map(\.name) } else { [] }
  }

  @Test func theDocumentedRequestGivesTheDocumentedAnswer() throws {
    let request = try JSON(parsing: fileBytes(fixtureFolder + "docs2025-createorder-request.json"))
    var expected = try JSON(
      parsing: fileBytes(fixtureFolder + "docs2025-createorder-response.json"))
    let answer = try posted(request)
    for name in ["orderId", "createDate", "modifyDate"] { expected[name] = answer[name] }
    for index in 0...1 {
      for name in ["orderItemId", "createDate", "modifyDate"] {
        expected["items"]![index][name] = answer["items"]![index][name]
      }
    }
    #expect(answer == expected)
    #expect(answer["createDate"] == "2024-07-03T02:46:40.0000000")
  }

  @Test func aRoundTripChangesOnlyWhatShipStationNormalises() throws {
    var answer = try posted(Self.full.json)
    #expect(answer["modifyDate"] == "2024-07-03T02:46:40.0000000")
    answer["modifyDate"] = Self.full.json["modifyDate"]
    #expect(answer["shipTo"]?["residential"] == false)
    answer["shipTo"]!["residential"] = true
    #expect(answer == Self.full.json)
    #expect(stub.orders.count == 2)
  }

  @Test(arguments: orderFixtures)
  func everyRecordedOrderSurvivesARoundTrip(name: String, count: Int) throws {
    for recorded in try StubOrder.orders(inFile: fixtureFolder + name + ".json") {
      let order = recorded.with(["orderStatus": "awaiting_shipment"])
      let isMerged = order.json["advancedOptions"]?["mergedOrSplit"] == true
      stub.setOrder(order)
      var body = order.json
      if body["carrierCode"]?.text != nil, body["serviceCode"]?.text == nil {
        body["serviceCode"] = "x"
      }
      var answer = try posted(body)
      if answer["shipTo"]?["residential"] == false {
        answer["shipTo"]!["residential"] = body["shipTo"]!["residential"]
      }
      for name in names(body) where answer[name] != body[name] {
        #expect(name == "modifyDate" || (name == "orderTotal" && isMerged))
      }
      #expect(names(answer) == names(body))
    }
  }

  @Test func onlyTheSentSkuChanges() throws {
    var body = Self.full.json
    body["items"]![0]["sku"] = "17612 - 250300"
    let answer = try posted(body)
    var line = try #require(answer["items"]?[0])
    #expect(line["sku"] == "17612 - 250300")
    #expect(line["orderItemId"] == 1_202_324_501_429)
    #expect(line["modifyDate"] == "2024-07-03T02:46:40")
    line["sku"] = "17612 - 250237"
    line["modifyDate"] = Self.full.json["items"]![0]["modifyDate"]
    #expect(line == Self.full.json["items"]![0])
    #expect(answer["items"]![1] == Self.full.json["items"]![1])
    #expect(stub.order(id: 42)?.json == answer)
    #expect(ask(stub, "/orders/42").body == answer.bytes)
  }

  @Test func everyOmittedInputIsCleared() throws {
    let answer = try posted([
      "orderNumber": "100528", "orderKey": "key-42", "orderDate": "2024-05-06T07:08:09",
      "orderStatus": "on_hold", "billTo": ["name": "A"],
      "shipTo": ["name": "A", "country": "US"],
    ])
    let null = [
      "paymentDate", "shipByDate", "customerUsername", "customerEmail", "customerNotes",
      "internalNotes", "giftMessage", "paymentMethod", "requestedShippingService", "carrierCode",
      "serviceCode", "packageCode", "shipDate", "dimensions", "tagIds",
    ]
    for name in null { #expect(answer[name] == JSON.null, "\(name)") }
    #expect(answer["items"] == [])
    #expect(answer["orderTotal"] == 0)
    #expect(answer["amountPaid"] == 0 && answer["taxAmount"] == 0 && answer["shippingAmount"] == 0)
    #expect(answer["gift"] == false && answer["confirmation"] == "none")
    #expect(answer["weight"] == ["value": 0, "units": "ounces"])
    #expect(answer["insuranceOptions"]?["insureShipment"] == false)
    #expect(
      answer["internationalOptions"]
        == ["contents": nil, "customsItems": nil, "nonDelivery": nil])
    #expect(answer["shipTo"]?["street1"] == JSON.null)
    #expect(answer["shipTo"]?["addressVerified"] == "Address validation warning")
    #expect(answer["advancedOptions"]?["storeId"] == 12_345)
    #expect(answer["advancedOptions"]?["warehouseId"] == 9876)
  }

  @Test func readOnlyFieldsAreIgnored() throws {
    var body = Self.full.json
    let changed: [String: JSON] = [
      "orderTotal": 1, "createDate": "2001-01-01T00:00:00", "modifyDate": "2001-01-01T00:00:00",
      "customerId": 1, "holdUntilDate": nil, "userId": "u", "externallyFulfilled": true,
      "customField9": "x", "unheardOf": 1,
    ]
    for (name, value) in changed { body[name] = value }
    body["advancedOptions"]!["parentId"] = 9
    body["advancedOptions"]!["storeId"] = 9
    body["shipTo"]!["addressVerified"] = "x"
    let answer = try posted(body)
    for name in changed.keys where name != "modifyDate" {
      #expect(answer[name] == Self.full.json[name], "\(name)")
    }
    #expect(answer["advancedOptions"] == Self.full.json["advancedOptions"])
    #expect(answer["shipTo"]?["addressVerified"] == "Address validated successfully")
  }

  @Test func theTotalIsComputedExactly() throws {
    var body = Self.full.json
    body["items"]![0]["unitPrice"] = .number("0.1")
    body["items"]![0]["quantity"] = 3
    #expect(try posted(body)["orderTotal"] == .number("2.80"))
  }

  @Test func aKeyNotFoundIsCreatedAndThenUpdated() throws {
    let first = try posted(postBody)
    #expect(first["orderKey"] == "key-1")
    #expect(first["customerId"] == JSON.null)
    let second = try posted(postBody)
    #expect(second["orderId"] == first["orderId"])
    #expect(second["createDate"] == first["createDate"])
    #expect(second["modifyDate"] != first["modifyDate"])
    #expect(stub.orders.count == 3)
  }

  @Test(arguments: [nil, JSON.null, ""] as [JSON?])
  func withoutAKeyEveryPostIsANewOrder(key: JSON?) throws {
    var body = postBody
    body["orderKey"] = key
    body["orderId"] = 42
    let first = try posted(body)
    let second = try posted(body)
    #expect(first["orderId"] != second["orderId"])
    #expect(first["orderKey"]?.text?.utf8.count == 32)
    #expect(first["orderKey"] != second["orderKey"])
    #expect(stub.orders.count == 4)
  }

  @Test func amongOrdersWithOneKeyTheIdChooses() throws {
    stub.setOrder(.json(id: 50, key: "key-42"))
    var body = postBody
    body["orderKey"] = "key-42"
    body["orderId"] = 50
    #expect(try posted(body)["orderId"] == 50)
    body["orderId"] = nil
    #expect(try posted(body)["orderId"] == 42)
  }

  @Test(arguments: ["shipped", "cancelled", "rejected_fulfillment"])
  func lockedOrdersAreRefused(status: String) {
    let locked = Self.full.with(["orderStatus": .string(status)])
    stub.setOrder(locked)
    #expect(post(Self.full.json).status == 400)
    #expect(stub.order(id: 42)?.bytes == locked.bytes)
  }

  @Test(
    arguments: [
      ("billTo", ["country": "US"], "'Bill Name' must not be empty."),
      ("billTo", ["name": "A", "country": " "], "Please use a 2 character country code"),
      ("shipTo", ["name": "", "country": "US"], "'Ship Name' must not be empty."),
      ("shipTo", ["name": "A"], "Please use a 2 character country code"),
      ("shipTo", ["name": "A", "country": "USA"], "Please use a 2 character country code"),
      ("shipTo", nil, "'Ship Name' must not be empty."),
      ("orderDate", nil, "OrderDate Is Required"),
      ("orderDate", "soon", "The value is not a date."),
      ("orderNumber", "", "OrderNumber Is Required"),
      ("orderStatus", "canceled", "The orderStatus is not valid."),
      ("amountPaid", "x", "The value is not a number."),
      ("items", [["quantity": "two"]], "The value is not a number."),
      ("items", "x", "The value is not a list."),
    ] as [(String, JSON, String)])
  func faultyBodiesAreRefused(field: String, value: JSON, message: String) throws {
    var body = postBody
    body[field] = value
    let answer = post(body)
    #expect(answer.status == 400)
    let error = try JSON(parsing: answer.body)
    #expect(error["Message"] == "The request is invalid.")
    #expect(answer.text.contains(message))
    #expect(stub.orders.count == 2)
  }

  @Test func aCarrierNeedsAService() throws {
    var body = postBody
    body["carrierCode"] = "ups"
    let answer = post(body)
    #expect(answer.status == 400)
    #expect(try JSON(parsing: answer.body) == ["Message": "Invalid serviceCode"])
  }

  @Test(arguments: ["", "null", "[]", "{\"a\":"])
  func whatIsNoOrderIsRefused(text: String) {
    let client = WireClient(port: stub.port)
    client.send("POST", "/orders/createorder", body: Array(text.utf8))
    #expect(client.receive().status == 400)
  }

  @Test func newOrderItemIdsCanBeMade() throws {
    stub.configure { $0.keepsOrderItemIds = false }
    let answer = try posted(Self.full.json)
    #expect(answer["items"]![0]["orderItemId"] != 1_202_324_501_429)
    #expect(answer["items"]![0]["sku"] == "17612 - 250237")
    #expect(answer["items"]?.elements?.count == 2)
  }

  @Test func aLineWithoutItsIdIsANewLineAndAMissingOneIsGone() throws {
    var body = Self.full.json
    body["items"] = [["sku": "NEW", "quantity": 1, "unitPrice": .number("3.00")]]
    let items = try #require(posted(body)["items"]?.elements)
    #expect(items.count == 1)
    #expect(items[0]["sku"] == "NEW" && items[0]["orderItemId"] != JSON.null)
    #expect(items[0]["adjustment"] == false && items[0]["options"] == [])
  }

  @Test func aCustomsLineWithoutItsIdIsDoubled() throws {
    var body = Self.full.json
    body["internationalOptions"]!["customsItems"]![0]["customsItemId"] = nil
    let answer = try posted(body)
    #expect(answer["internationalOptions"]?["customsItems"]?.elements?.count == 2)
  }

  @Test func unknownTagsAndProductsDoNotStay() throws {
    var body = Self.full.json
    body["tagIds"] = [2, 99]
    body["items"]![0]["productId"] = 99
    let answer = try posted(body)
    #expect(answer["tagIds"] == [2])
    #expect(answer["items"]![0]["productId"] == JSON.null)
  }

  @Test func aRuleOfTheAccountCanChangeWhatIsStored() throws {
    stub.onCreateOrder { $0["requestedShippingService"] = "Lost" }
    #expect(try posted(Self.full.json)["requestedShippingService"] == "Lost")
    #expect(stub.order(id: 42)?.json["requestedShippingService"] == "Lost")
  }
}
