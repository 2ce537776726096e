import ShipStationStub
import Testing

@Suite(.timeLimit(.minutes(1)))
struct OrderRoutes {
  let stub: ShipStationStub

  init() throws {
    stub = try ShipStationStub(orders: [
      .json(id: 1, number: "1001", items: [StubItem(sku: "17612", quantity: 2)])
    ])
  }

  @Test func oneOrderComesBare() throws {
    let answer = ask(stub, "/orders/1")
    #expect(answer.status == 200)
    #expect(answer.body == stub.order(id: 1)?.bytes)
    #expect(answer.headers["x-rate-limit-limit"] == "40")
  }
}
