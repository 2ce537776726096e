import ShipStationStub
import Testing

@Suite
struct AuthenticationTests {
  @Test(arguments: [
    [], ["Authorization: Basic c3R1Yi1rZXk6d3Jvbmc="], ["Authorization: Bearer x"],
    ["Authorization: Basic"],
  ])
  func wrongCredentialsAreRefused(headers: [String]) throws {
    let stub = try ShipStationStub(orders: [.json(id: 1)])
    let client = WireClient(port: stub.port)
    client.send("GET", "/orders/1", headers: headers)
    let answer = client.receive()
    #expect(answer.status == 401)
    #expect(answer.headers["www-authenticate"] == "Basic realm=\"ShipStation\"")
    #expect(answer.text == #"{"message":"Invalid API credentials"}"#)
  }

  @Test func theExpectedCredentialsCanBeChosen() throws {
    let stub = try ShipStationStub(
      orders: [.json(id: 1)], options: StubOptions(key: "Aladdin", secret: "open sesame"))
    #expect(ask(stub, "/orders/1").status == 401)
    let client = WireClient(port: stub.port)
    client.send(
      "GET", "/orders/1", headers: ["authorization: basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="])
    #expect(client.receive().status == 200)
  }

  @Test func aRefusedPostIsNotApplied() throws {
    let stub = try ShipStationStub()
    let client = WireClient(port: stub.port)
    client.send("POST", "/orders/createorder", body: postBody.bytes, headers: [])
    #expect(client.receive().status == 401)
    #expect(stub.orders.isEmpty)
  }
}
