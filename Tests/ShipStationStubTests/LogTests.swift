import Glibc
import ShipStationStub
import Synchronization
import Testing

@Suite
struct LogTests {
  let stub: ShipStationStub

  init() throws {
    stub = try ShipStationStub(orders: [.json(id: 1)])
  }

  @Test func requestsAreKeptWithTheirAnswers() throws {
    stub.script(.timeout, onRequest: 3)
    _ = ask(stub, "/orders?orderNumber=a%20b+c&page=1")
    _ = ask(stub, "/orders/createorder", method: "POST", body: ["x": nil])
    let client = WireClient(port: stub.port, timeoutMilliseconds: 100)
    client.send("GET", "/orders/1")
    _ = client.receive()
    while stub.requests.count < 3 { usleep(1000) }
    let log = stub.requests
    #expect(log.map(\.number) == [1, 2, 3])
    #expect(log.map(\.method) == ["GET", "POST", "GET"])
    #expect(log.map(\.path) == ["/orders", "/orders/createorder", "/orders/1"])
    #expect(log[0].query == "orderNumber=a%20b+c&page=1")
    #expect(log[0].parameters == ["orderNumber": "a b c", "page": "1"])
    #expect(log[0].headers["host"] == "stub")
    #expect(log[1].body == Array(#"{"x":null}"#.utf8))
    #expect(log.map(\.status) == [200, 400, nil])
    #expect(log.map(\.fault) == [nil, nil, .timeout])
    #expect(log[0].arrival < log[1].arrival && log[1].arrival < log[2].arrival)
  }

  @Test func connectionsAreToldApart() {
    let client = WireClient(port: stub.port)
    client.send("GET", "/orders/1")
    _ = client.receive()
    client.send("GET", "/orders/1")
    _ = client.receive()
    _ = ask(stub, "/orders/1")
    #expect(stub.requests.map(\.connection) == [1, 1, 2])
  }

  @Test func aResetLogCountsFromOne() {
    _ = ask(stub, "/orders/1")
    stub.resetLog()
    #expect(stub.requests.isEmpty)
    stub.script(.status(500), onRequest: 1)
    #expect(ask(stub, "/orders/1").status == 500)
    #expect(stub.requests.map(\.number) == [1])
  }

  @Test func anActionBeforeTheEffectCanChangeTheAnswer() {
    let stub = stub
    stub.onRequest { request in
      if request.path == "/orders/1" { stub.removeOrder(id: 1) }
    }
    #expect(ask(stub, "/orders/1").status == 404)
    stub.onRequest(nil)
  }

  @Test func anActionBeforeTheAnswerSeesTheEffect() {
    let stub = stub
    let seen = Mutex<(status: Int?, orders: Int)>((nil, 0))
    stub.onAnswer { request in
      seen.withLock { $0 = (request.status, stub.orders.count) }
    }
    _ = ask(stub, "/orders/createorder", method: "POST", body: postBody)
    #expect(seen.withLock { $0.status } == 200)
    #expect(seen.withLock { $0.orders } == 2)
    stub.onAnswer(nil)
  }
}
