import Glibc
import ShipStationStub
import Synchronization
import Testing

@Suite(.serialized)
struct LifecycleTests {
  @Test func theAddressIsOnLoopback() throws {
    let stub = try ShipStationStub()
    #expect(stub.baseURL == "http://127.0.0.1:\(stub.port)")
    #expect(stub.port > 0)
  }

  @Test func aStoppedStubRefusesConnectionsAndCanBeStoppedAgain() throws {
    let stub = try ShipStationStub()
    stub.stop()
    stub.stop()
    #expect(!WireClient(port: stub.port).isConnected)
  }

  @Test func aPortCanBeTakenAgain() throws {
    let first = try ShipStationStub()
    _ = ask(first, "/orders")
    first.stop()
    let second = try ShipStationStub(port: first.port)
    #expect(second.port == first.port)
    #expect(ask(second, "/orders").status == 200)
    #expect(throws: StubError.self) { try ShipStationStub(port: second.port) }
  }

  @Test func aStubThatIsLetGoStops() throws {
    let port = try ShipStationStub().port
    #expect(!WireClient(port: port).isConnected)
  }

  @Test func stoppingEndsAnswersThatHang() throws {
    let stub = try ShipStationStub(orders: [.json(id: 1)])
    stub.script(.timeout, onRequest: 1)
    stub.script(.delay(milliseconds: 60_000), onRequest: 2)
    stub.script(.drip(bytesPerSecond: 1), onRequest: 3)
    let clients = (1...4).map { _ in WireClient(port: stub.port) }
    for (index, client) in clients.prefix(3).enumerated() {
      client.send("GET", "/orders/1")
      while stub.requests.count <= index { usleep(1000) }
    }
    let start = ContinuousClock.now
    stub.stop()
    #expect(ContinuousClock.now - start < .seconds(5))
    #expect(clients[3].receiveEnd() == .closed)
  }

  @Test func stoppingWaitsForEveryThread() throws {
    let stub = try ShipStationStub()
    let ended = Mutex(0)
    stub.onAnswer { _ in
      usleep(200_000)
      ended.withLock { $0 += 1 }
    }
    let clients = (1...3).map { _ in WireClient(port: stub.port) }
    for client in clients { client.send("GET", "/orders") }
    while stub.requests.count < 3 { usleep(1000) }
    stub.stop()
    #expect(ended.withLock { $0 } == 3)
  }

  @Test func aKeptConnectionServesManyRequestsEvenSentAhead() throws {
    let stub = try ShipStationStub(orders: [.json(id: 1)])
    let client = WireClient(port: stub.port)
    client.send("GET", "/orders/1")
    client.send("GET", "/orders/2")
    client.send("GET", "/orders/1", headers: authorized + ["Connection: close"])
    #expect([client.receive(), client.receive()].map(\.status) == [200, 404])
    let last = client.receive()
    #expect(last.headers["connection"] == "close")
    #expect(client.receiveEnd() == .closed)
  }

  @Test func aBodyMayComeAfterTheInvitation() throws {
    let stub = try ShipStationStub()
    let client = WireClient(port: stub.port)
    let body = postBody.bytes
    client.send(
      "POST", "/orders/createorder",
      headers: authorized + ["Expect: 100-continue", "Content-Length: \(body.count)"])
    #expect(client.receive().status == 100)
    client.send(body)
    #expect(client.receive().status == 200)
  }

  @Test(arguments: ["nonsense\r\n\r\n", "GET orders HTTP/1.1\r\n\r\n", "GET / HTTP/2\r\n\r\n"])
  func nonsenseIsRefusedAndTheConnectionClosed(text: String) throws {
    let stub = try ShipStationStub()
    let client = WireClient(port: stub.port)
    client.send(Array(text.utf8))
    #expect(client.receive().status == 400)
    #expect(client.receiveEnd() == .closed)
    #expect(stub.requests.isEmpty)
  }

  @Test func aClientThatLeavesEarlyDoesNoHarm() throws {
    let stub = try ShipStationStub(orders: (1...500).map { .json(id: $0) })
    for _ in 1...20 {
      let client = WireClient(port: stub.port)
      client.send("GET", "/orders?pageSize=500")
    }
    #expect(ask(stub, "/orders/1").status == 200)
  }

  @Test func hundredsOfConnectionsLeaveNothingBehind() async throws {
    let stub = try ShipStationStub(orders: [.json(id: 1)])
    for _ in 1...100 { #expect(ask(stub, "/orders/1").status == 200) }
    let answered = await withTaskGroup(of: Int.self) { group in
      for _ in 1...300 { group.addTask { ask(stub, "/orders/1").status == 200 ? 1 : 0 } }
      return await group.reduce(0, +)
    }
    #expect(answered == 300)
    let kept = (1...50).map { _ in WireClient(port: stub.port) }
    for client in kept { client.send("GET", "/orders/1") }
    for client in kept { #expect(client.receive().status == 200) }
    #expect(socketsOf(port: stub.port) >= 50)
    stub.stop()
    #expect(socketsOf(port: stub.port) == 0)
  }

  /// Descriptors of this process bound to the stub's port, so its own and not the clients'.
  private func socketsOf(port: UInt16) -> Int {
    (0..<Int32(4096)).count { descriptor in
      var address = sockaddr_in()
      var size = socklen_t(MemoryLayout<sockaddr_in>.size)
      let code = withUnsafeMutablePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          getsockname(descriptor, $0, &size)
        }
      }
      return code == 0 && Int32(address.sin_family) == AF_INET
        && UInt16(bigEndian: address.sin_port) == port
    }
  }
}
