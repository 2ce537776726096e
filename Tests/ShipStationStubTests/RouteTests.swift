import ShipStationStub
import Testing

@Suite
struct RouteTests {
  let stub: ShipStationStub

  init() throws {
    stub = try ShipStationStub(
      orders: [.json(id: 1, items: [StubItem(sku: "17612", quantity: 2)])],
      shipments: [
        .json(id: 7, orderId: 1), .json(id: 8, orderId: 2), .json(id: 9, orderId: 1, voided: true),
      ])
  }

  @Test func anOrderComesBare() throws {
    let answer = ask(stub, "/orders/1")
    #expect(answer.status == 200)
    #expect(answer.body == stub.order(id: 1)?.bytes)
    #expect(answer.headers["content-type"] == "application/json; charset=utf-8")
  }

  @Test func anUnknownOrderIs404WithAMessage() throws {
    let answer = ask(stub, "/orders/2")
    #expect(answer.status == 404)
    #expect(try JSON(parsing: answer.body) == ["Message": "Order not found."])
  }

  @Test func aRemovedOrderIs404AndASetOneIsFound() {
    stub.removeOrder(id: 1)
    #expect(ask(stub, "/orders/1").status == 404)
    stub.setOrder(.json(id: 9_223_372_036_854_775_807))
    #expect(ask(stub, "/orders/9223372036854775807").status == 200)
  }

  @Test func aChangedOrderShowsTheChangeAndALaterModifyDate() throws {
    stub.setClock(unixMilliseconds: 1_720_000_000_000, isRunning: false)
    stub.changeOrder(id: 1) { $0["items"]![0]["sku"] = "18225" }
    let order = try JSON(parsing: ask(stub, "/orders/1").body)
    #expect(order["items"]?[0]["sku"] == "18225")
    #expect(order["modifyDate"] == "2024-07-03T02:46:40.0000000")
    #expect(!stub.changeOrder(id: 5) { $0["gift"] = true })
  }

  @Test func anOrderOfAnyBytesIsSentAsItIs() {
    let bytes: [UInt8] = [0, 0xFF, 0x7B, 0x22]
    stub.setOrder(StubOrder(id: 3, bytes: bytes, listedAs: ["orderNumber": "x"]))
    #expect(ask(stub, "/orders/3").body == bytes)
    #expect(ask(stub, "/orders?orderNumber=x").body.contains(0xFF))
  }

  @Test func shipmentsAreFoundByOrder() throws {
    let some = try JSON(parsing: ask(stub, "/shipments?orderId=1").body)
    #expect(some["shipments"]?.elements?.compactMap { $0["shipmentId"]?.integer } == [7, 9])
    #expect(some["shipments"]?.elements?.map { $0["voided"] } == [false, true])
    #expect(some["total"] == 2 && some["page"] == 1 && some["pages"] == 1)
    let none = try JSON(parsing: ask(stub, "/shipments?orderId=3").body)
    #expect(none == ["shipments": [], "total": 0, "page": 1, "pages": 0])
    let all = try JSON(parsing: ask(stub, "/shipments").body)
    #expect(all["total"] == 3)
    #expect(ask(stub, "/shipments?orderId=x").status == 400)
  }

  @Test func shipmentsComeAndGo() throws {
    stub.addShipment(.json(orderId: 5))
    #expect(try JSON(parsing: ask(stub, "/shipments?orderId=5").body)["total"] == 1)
    stub.removeShipments(orderId: 5)
    #expect(try JSON(parsing: ask(stub, "/shipments?orderId=5").body)["total"] == 0)
  }

  @Test(arguments: [
    "/", "/order", "/orders/", "/orders/abc", "/orders/1/x", "/orders/-1", "/stores",
  ])
  func otherPathsAre404(path: String) {
    #expect(ask(stub, path).status == 404)
  }

  @Test(arguments: [
    ("POST", "/orders"), ("DELETE", "/orders/1"), ("GET", "/orders/createorder"),
    ("PUT", "/shipments"),
  ])
  func otherMethodsAre405(method: String, path: String) {
    let answer = ask(stub, path, method: method)
    #expect(answer.status == 405)
    #expect(answer.headers["allow"] != nil)
  }
}
