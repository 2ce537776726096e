import Glibc
import ShipStationStub
import Testing

@Suite
struct FaultTests {
  let stub: ShipStationStub

  init() throws {
    stub = try ShipStationStub(orders: [.json(id: 1), .json(id: 2), .json(id: 3)])
  }

  private func length(_ id: Int64) -> Int { stub.order(id: id)!.bytes.count }

  @Test func onlyTheNthRequestIsHit() {
    stub.script(.status(503), onRequest: 2)
    #expect((1...4).map { _ in ask(stub, "/orders/1").status } == [200, 503, 200, 200])
  }

  @Test func onlyThePathIsHitAndOnlySoOften() {
    stub.script(.status(500), onPath: "/orders/2", times: 2)
    stub.script(.status(404), onPath: "/orders/2", times: 1)
    #expect(ask(stub, "/orders/1").status == 200)
    #expect((1...4).map { _ in ask(stub, "/orders/2?x=1").status } == [500, 500, 404, 200])
  }

  @Test func aPathCanBeHitForEverAndTheScriptForgotten() {
    stub.script(.status(500), onPath: "/orders/2")
    #expect((1...3).map { _ in ask(stub, "/orders/2").status } == [500, 500, 500])
    stub.clearScript()
    #expect(ask(stub, "/orders/2").status == 200)
    stub.script(.status(502), times: 1)
    #expect(ask(stub, "/orders/1").status == 502)
    #expect(ask(stub, "/orders/1").status == 200)
  }

  @Test func aStatusCarriesItsBodyAndHeaders() {
    let fault = StubFault.status(
      302, body: "moved", headers: ["Location": "http://127.0.0.1:1/", "Content-Type": "text/x"])
    stub.script(fault, onRequest: 1)
    let answer = ask(stub, "/orders/1")
    #expect(answer.status == 302)
    #expect(answer.text == "moved")
    #expect(answer.headers["location"] == "http://127.0.0.1:1/")
    #expect(answer.headers["content-type"] == "text/x")
    #expect(answer.headers["x-rate-limit-limit"] == "40")
  }

  @Test(arguments: [
    (401, "message"), (402, "Message"), (403, "Message"), (404, "Message"), (500, "Message"),
    (503, "Message"),
  ])
  func aStatusWithoutABodyGetsTheUsualOne(status: Int, member: String) throws {
    stub.script(.status(status), onRequest: 1)
    let answer = ask(stub, "/orders/1")
    #expect(answer.status == status)
    #expect(try JSON(parsing: answer.body)[member] != nil)
  }

  @Test func anAnswerWithoutContentLeavesTheConnectionUsable() {
    stub.script(.status(204), onRequest: 1)
    let client = WireClient(port: stub.port)
    for status in [204, 200] {
      client.send("GET", "/orders/1")
      #expect(client.receive().status == status)
    }
  }

  @Test func aRateLimitTellsTheSecondsOrNothing() {
    stub.script(.rateLimited(resetSeconds: 17), onRequest: 1)
    stub.script(.rateLimited(resetSeconds: nil), onRequest: 2)
    let told = ask(stub, "/orders/1")
    #expect(told.status == 429)
    #expect(told.headers["x-rate-limit-remaining"] == "0")
    #expect(told.headers["x-rate-limit-reset"] == "17")
    let silent = ask(stub, "/orders/1")
    #expect(silent.status == 429)
    #expect(silent.headers.keys.allSatisfy { !$0.hasPrefix("x-rate-limit") })
    #expect(silent.text == #"{"message":"Too Many Requests"}"#)
  }

  @Test func aTimeoutNeverAnswers() {
    stub.script(.timeout, onRequest: 1)
    let client = WireClient(port: stub.port, timeoutMilliseconds: 200)
    client.send("GET", "/orders/1")
    let answer = client.receive()
    #expect(answer.raw.isEmpty)
    #expect(answer.end == .timeout)
  }

  @Test func aDripKeepsItsPace() {
    stub.script(.drip(bytesPerSecond: length(1) * 2), onRequest: 1)
    let start = ContinuousClock.now
    let answer = ask(stub, "/orders/1")
    let taken = ContinuousClock.now - start
    #expect(answer.body == stub.order(id: 1)?.bytes)
    #expect(taken > .milliseconds(350) && taken < .seconds(5))
  }

  @Test func aTruncatedAnswerPromisesMoreThanItSends() {
    stub.script(.truncated(afterBytes: 100), onRequest: 1)
    let answer = ask(stub, "/orders/1")
    #expect(answer.status == 200)
    #expect(answer.headers["content-length"] == String(length(1)))
    #expect(answer.body == Array(stub.order(id: 1)!.bytes.prefix(100)))
    #expect(answer.end == .closed)
  }

  @Test func aResetSendsNothing() {
    stub.script(.reset, onRequest: 1)
    let answer = ask(stub, "/orders/1")
    #expect(answer.raw.isEmpty)
    #expect(answer.end == .reset)
  }

  @Test func aLateResetSendsAPart() {
    stub.script(.resetAfter(bytes: 50), onRequest: 1)
    let answer = ask(stub, "/orders/1")
    #expect(answer.status == 200)
    #expect(answer.body.count == 50)
    #expect(answer.end == .reset)
  }

  @Test func aWebPageComesWith200() {
    stub.script(.html, onRequest: 1)
    let answer = ask(stub, "/orders/1")
    #expect(answer.status == 200)
    #expect(answer.headers["content-type"] == "text/html; charset=utf-8")
    #expect(answer.text.hasPrefix("<!DOCTYPE html>"))
  }

  @Test func theWrongOrderDiffersInItsIdOnly() throws {
    stub.script(.wrongOrderId, onRequest: 1)
    var order = try JSON(parsing: ask(stub, "/orders/1").body)
    #expect(order["orderId"] == 2)
    order["orderId"] = 1
    #expect(order == stub.order(id: 1)?.json)
  }

  @Test(arguments: [[], [0], [0xC3, 0x28, 0xFF], Array("{\"a\":\"\\u0000\"}".utf8)] as [[UInt8]])
  func anyBytesCanBeTheBody(bytes: [UInt8]) {
    stub.script(.body(bytes), onRequest: 1)
    let answer = ask(stub, "/orders/1")
    #expect(answer.status == 200)
    #expect(answer.body == bytes)
    #expect(answer.headers["content-length"] == String(bytes.count))
  }

  @Test func aDelayedAnswerIsWorkedOutLate() {
    stub.script(.delay(milliseconds: 200), onRequest: 1)
    let client = WireClient(port: stub.port)
    let start = ContinuousClock.now
    client.send("GET", "/orders/1")
    while stub.requests.isEmpty { usleep(1000) }
    stub.removeOrder(id: 1)
    #expect(client.receive().status == 404)
    #expect(ContinuousClock.now - start >= .milliseconds(200))
  }

  @Test func anEmptyPageKeepsItsTotal() throws {
    stub.script(.emptyPage, onPath: "/orders")
    let list = try JSON(parsing: ask(stub, "/orders").body)
    #expect(list == ["orders": [], "total": 3, "page": 1, "pages": 1])
  }

  @Test(arguments: [
    StubFault.status(500), .rateLimited(resetSeconds: 3), .timeout, .reset, .html, .body("{}"),
  ])
  func faultsInPlaceOfTheAnswerApplyNothing(fault: StubFault) {
    stub.script(fault, onRequest: 1)
    let client = WireClient(port: stub.port, timeoutMilliseconds: 100)
    client.send("POST", "/orders/createorder", body: postBody.bytes)
    _ = client.receive()
    #expect(stub.orders.count == 3)
  }

  @Test(arguments: [
    (StubFault.disconnectAfterApplying, WireClient.End.closed),
    (.timeoutAfterApplying, .timeout), (.truncated(afterBytes: 1), .closed),
    (.resetAfter(bytes: 1), .reset), (.statusAfterApplying(500), .complete),
    (.wrongOrderId, .complete), (.delay(milliseconds: 1), .complete),
  ])
  func faultsOfTheAnswerComeAfterTheEffect(fault: StubFault, end: WireClient.End) {
    stub.script(fault, onRequest: 1)
    let client = WireClient(port: stub.port, timeoutMilliseconds: 1000)
    client.send("POST", "/orders/createorder", body: postBody.bytes)
    #expect(client.receive().end == end)
    #expect(stub.orders.count == 4)
  }

  @Test func aLateRequestIsAppliedWhenItIsTakenIn() {
    stub.script(.late(504), onRequest: 1)
    let client = WireClient(port: stub.port, timeoutMilliseconds: 1000)
    client.send("POST", "/orders/createorder", body: postBody.bytes)
    #expect(client.receive().status == 504)
    #expect(stub.orders.count == 3)
    stub.takeInLate()
    stub.takeInLate()
    #expect(stub.orders.count == 4)
  }

  @Test func latencyDelaysEveryAnswerAfterItsEffect() {
    stub.configure { $0.latencyMilliseconds = 100 }
    let client = WireClient(port: stub.port)
    let start = ContinuousClock.now
    for _ in 1...3 {
      client.send("GET", "/orders/1")
      #expect(client.receive().status == 200)
    }
    #expect(ContinuousClock.now - start >= .milliseconds(300))
  }
}
