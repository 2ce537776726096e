import ShipStationStub
import Testing

@Suite
struct RateLimitTests {
  private func quota(_ answer: WireClient.Answer) -> [String?] {
    ["limit", "remaining", "reset"].map { answer.headers["x-rate-limit-" + $0] }
  }

  @Test func everyAnswerTellsTheQuota() throws {
    let stub = try ShipStationStub()
    for path in ["/orders", "/orders/1", "/nothing"] {
      #expect(quota(ask(stub, path)) == ["40", "39", "60"])
    }
  }

  @Test func theHeadersCanBeSwitchedOff() throws {
    let options = StubOptions(rateLimit: StubRateLimit(sendsHeaders: false))
    let stub = try ShipStationStub(options: options)
    #expect(quota(ask(stub, "/orders")) == [nil, nil, nil])
  }

  @Test func theFortyFirstRequestOfAMinuteIsRefused() throws {
    let stub = try ShipStationStub(
      options: StubOptions(rateLimit: StubRateLimit(isEnforced: true)))
    let client = WireClient(port: stub.port)
    for number in 1...40 {
      client.send("GET", "/orders")
      let answer = client.receive()
      #expect(answer.status == 200)
      #expect(answer.headers["x-rate-limit-remaining"] == String(40 - number))
    }
    client.send("GET", "/orders")
    let refused = client.receive()
    #expect(refused.status == 429)
    #expect(refused.text == #"{"message":"Too Many Requests"}"#)
    #expect(refused.headers["x-rate-limit-remaining"] == "0")
    stub.advanceClock(by: .seconds(60))
    client.send("GET", "/orders")
    #expect(quota(client.receive()) == ["40", "39", "60"])
  }

  @Test func aWindowOfAnyLengthEndsInRealTime() async throws {
    let rule = StubRateLimit(limit: 1, window: .seconds(1), isEnforced: true)
    let stub = try ShipStationStub(options: StubOptions(rateLimit: rule))
    #expect(quota(ask(stub, "/orders")) == ["1", "0", "1"])
    #expect(ask(stub, "/orders").status == 429)
    try await Task.sleep(for: .milliseconds(1010))
    #expect(ask(stub, "/orders").status == 200)
  }

  @Test func otherProgramsUseUpTheQuota() throws {
    let stub = try ShipStationStub(
      options: StubOptions(rateLimit: StubRateLimit(limit: 5, isEnforced: true)))
    stub.consumeQuota(3)
    #expect(quota(ask(stub, "/orders"))[1] == "1")
    stub.consumeQuota(2)
    #expect(ask(stub, "/orders").status == 429)
  }

  @Test func strangersDoNotUseUpTheQuota() throws {
    let stub = try ShipStationStub(
      options: StubOptions(rateLimit: StubRateLimit(limit: 1, isEnforced: true)))
    let client = WireClient(port: stub.port)
    client.send("GET", "/orders", headers: [])
    #expect(client.receive().status == 401)
    #expect(ask(stub, "/orders").status == 200)
  }

  @Test func aPostOverTheLimitIsNotApplied() throws {
    let stub = try ShipStationStub(
      options: StubOptions(rateLimit: StubRateLimit(limit: 0, isEnforced: true)))
    #expect(ask(stub, "/orders/createorder", method: "POST", body: postBody).status == 429)
    #expect(stub.orders.isEmpty)
  }
}
