import PrivatePostgres
import ShipStationStub
import TestSupport
import Testing

/// Orders that change while the pages are read that hold them.
@Suite("Sync: orders that change meanwhile")
struct SyncDriftTests {
  let scene: Scene

  init() throws {
    scene = try Scene(sync: "full")
    try scene.setWatermark(Scene.noon)
    scene.stub.setClock(unixMilliseconds: Scene.noon + 3_600_000)
    scene.stub.configure { $0.largestPage = 4 }
  }

  /// Does something in ShipStation after it has worked out its answer to the nth request.
  private func after(request number: Int, _ change: @escaping @Sendable (ShipStationStub) -> Void) {
    scene.stub.onAnswer { [weak stub = scene.stub] request in
      if request.number == number, let stub { change(stub) }
    }
  }

  @Test("An order that moves from the first page behind the last comes as it was, then as it is")
  func movesOn() throws {
    for number in Int64(1)...10 { scene.change(number, at: Scene.noon + number * 10_000) }
    after(request: 1) { stub in
      stub.setOrder(Scene.remoteOrder(2, changed: stub.clockMilliseconds, units: 5))
    }

    #expect(try scene.shipkeeper("run").status == 0)
    #expect(try scene.numbers == Array(1...10))
    #expect(try scene.order(2) == "awaiting_shipment|1|1|1")

    scene.stub.advanceClock(by: .seconds(2))
    #expect(try scene.shipkeeper("run").status == 0)
    #expect(try scene.order(2) == "awaiting_shipment|5|1|5")
  }

  @Test("An order that moves away before its page is read is not lost")
  func movesAhead() throws {
    for number in Int64(1)...10 { scene.change(number, at: Scene.noon + number * 10_000) }
    after(request: 1) { stub in
      stub.setOrder(Scene.remoteOrder(6, changed: stub.clockMilliseconds + 1000, units: 5))
    }

    #expect(try scene.shipkeeper("run").status == 0)
    #expect(try scene.numbers == [1, 2, 3, 4, 5, 7, 8, 9, 10])

    scene.stub.advanceClock(by: .seconds(2))
    #expect(try scene.shipkeeper("run").status == 0)
    #expect(try scene.order(6) == "awaiting_shipment|5|1|5")
  }

  @Test("Of orders changed at one time none slips through between two pages")
  func numberedPages() throws {
    for number in Int64(1)...8 { scene.change(number, at: Scene.noon + 1000) }
    // The second request is for the first of two pages with a number: order 5 moves to it.
    after(request: 2) { stub in
      stub.setOrder(Scene.remoteOrder(1, changed: stub.clockMilliseconds + 1000))
    }

    #expect(try scene.shipkeeper("run").status == 0)
    #expect(try scene.numbers == Array(1...8))
    #expect(scene.lists.map { $0["page"] } == ["1", "1", "2", "1", "2"])
  }

  @Test("A list that grows faster than it can be read is left to the next run")
  func growing() throws {
    for number in Int64(1)...8 { scene.change(number, at: Scene.noon + 1000) }
    scene.stub.onAnswer { [weak stub = scene.stub] request in
      stub?.setOrder(Scene.remoteOrder(100 + Int64(request.number), changed: Scene.noon + 1000))
    }

    let run = try scene.shipkeeper("run")
    #expect(run.status == 0)
    #expect(
      run.stderr.contains("❌ Sync: orders change faster than the list can be read"))
    #expect(try scene.watermark == Scene.noon + 1000)

    scene.stub.onAnswer(nil)
    scene.stub.configure { $0.largestPage = 500 }
    #expect(try scene.shipkeeper("run").status == 0)
    #expect(try scene.numbers == scene.stub.orders.map(\.id))
  }
}
