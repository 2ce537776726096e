import PrivatePostgres
import ShipStationStub
import TestSupport
import Testing

/// One order among others that cannot be used: it costs itself only, and comes once it is mended.
@Suite("Sync: poisoned orders")
struct SyncPoisonTests {
  let scene: Scene

  /// The poisoned order is the fifth of nine.
  init() throws {
    scene = try Scene(sync: "full")
    try scene.setWatermark(Scene.noon)
    scene.stub.setClock(unixMilliseconds: Scene.noon + 3_600_000)
    for number in Int64(1)...9 { scene.change(number, at: Self.change(number)) }
  }

  private static func change(_ number: Int64) -> Int64 { Scene.noon + number * 10_000 }

  /// Replaces a part of the fifth order's text; `\u{1}` stands for a byte that is in no text.
  private func poison(_ part: String, _ replacement: String) {
    let order = Scene.remoteOrder(5, changed: Self.change(5))
    let text = String(decoding: order.bytes, as: UTF8.self)
    let bytes = text.replacing(part, with: replacement).utf8.map { $0 == 1 ? 0xff : $0 }
    #expect(bytes != order.bytes)
    scene.stub.setOrder(StubOrder(id: 5, bytes: bytes, listedAs: order.json))
  }

  private func expectAllButTheFifth() throws {
    #expect(try scene.numbers == [1, 2, 3, 4, 6, 7, 8, 9])
    #expect(try scene.watermark == Self.change(9))
  }

  /// The walk is past the fifth order when it is mended: it is asked for by itself.
  private func expectToComeWhenMended() throws {
    scene.change(10, at: Scene.noon + 1_800_000)
    #expect(try scene.shipkeeper("run").status == 0)
    #expect(try scene.numbers == [1, 2, 3, 4, 6, 7, 8, 9, 10])

    scene.stub.configure { $0.brokenOrders = [] }
    scene.change(5, at: Self.change(5))
    scene.stub.resetLog()
    try scene.letTimePass()
    #expect(try scene.shipkeeper("run").status == 0)
    #expect(try scene.numbers == Array(1...10))
    #expect(scene.stub.requests.count == 2)
    #expect(try refused == "")
  }

  private var refused: String {
    get throws {
      try scene.shop.psql("select shipstation_order_id, reason from shipkeeper.refused_order")
    }
  }

  @Test(
    "An order with a value of the wrong kind is refused alone, with one request",
    arguments: [
      (#""quantity":1"#, #""quantity":"1""#, "quantity of an item is no usable number"),
      (#""quantity":1"#, #""quantity":1e400"#, "quantity of an item is no usable number"),
      (#""items":["#, #""items":null,"x":["#, "items are missing or no list"),
      (#""orderStatus":""#, #""orderStatus":7,"x":""#, "orderStatus is missing or no text"),
      (#""orderNumber":"5""#, #""orderNumber":5"#, "orderNumber is missing or no usable text"),
      (#""orderDate":""#, #""orderDate":"the "#, "orderDate is missing or no date"),
      (#""orderTotal":10.00"#, #""orderTotal":1e10"#, "orderTotal is out of range"),
      (#""shipTo":{"#, #""shipTo":[],"x":{"#, "shipTo is no address"),
      (#"Test Customer"#, #"Test \u0000"#, "order holds a NUL"),
    ])
  func wrongKind(part: String, replacement: String, reason: String) throws {
    poison(part, replacement)
    let run = try scene.shipkeeper("run")
    #expect(run.status == 0)
    #expect(scene.stub.requests.count == 1)
    try expectAllButTheFifth()
    #expect(try refused == "5|\(reason)")
    #expect(run.stderr.contains("could not be used: \(reason)"))
    try expectToComeWhenMended()
  }

  @Test(
    "An order that spoils the text of its page is found by dividing the page",
    arguments: [
      ("Test Customer", "Test \u{1}", "answer holds bytes that are no text"),
      ("}]}", "", "answer is not whole JSON"),
    ])
  func spoiltText(part: String, replacement: String, reason: String) throws {
    poison(part, replacement)
    #expect(try scene.shipkeeper("run").status == 0)
    #expect(scene.stub.requests.count <= 20)
    try expectAllButTheFifth()
    #expect(try refused == "5|\(reason)")
    try expectToComeWhenMended()
  }

  @Test(
    "An order that makes every list fail that holds it is passed, and later walks start after it")
  func brokenList() throws {
    scene.stub.configure { $0.brokenOrders = [5] }
    #expect(try scene.shipkeeper("run").status == 0)
    #expect(scene.stub.requests.count <= 20)
    try expectAllButTheFifth()
    #expect(try refused == "|API answered 500")

    scene.stub.resetLog()
    #expect(try scene.shipkeeper("run").status == 0)
    #expect(scene.stub.requests.count == 1)
    try expectToComeWhenMended()
  }

  @Test(
    "Several orders may be broken: the first and the last, or more in a row than the API may fail",
    arguments: [[1, 9], [2, 3, 4, 5, 6, 7]] as [Set<Int64>])
  func severalBroken(broken: Set<Int64>) throws {
    scene.stub.configure { $0.brokenOrders = broken }
    #expect(try scene.shipkeeper("run").status == 0)
    #expect(try scene.numbers == (1...9).filter { !broken.contains($0) })

    scene.stub.resetLog()
    #expect(try scene.shipkeeper("run").status == 0)
    #expect(scene.stub.requests.count == 1)

    scene.stub.configure { $0.brokenOrders = [] }
    try scene.letTimePass()
    #expect(try scene.shipkeeper("run").status == 0)
    #expect(try scene.numbers == Array(1...9))
    #expect(try refused == "")
  }

  @Test("An order of 17 MiB is passed and comes when it is smaller")
  func gigantic() throws {
    poison("Test Customer", String(repeating: "x", count: 17 << 20))
    #expect(try scene.shipkeeper("run").status == 0)
    try expectAllButTheFifth()
    #expect(try refused == "|answer larger than 16 MiB")
    try expectToComeWhenMended()
  }

  @Test("Orders that are too large only together all come in")
  func largeTogether() throws {
    let text = String(repeating: "x", count: 6 << 20)
    for number in Int64(4)...6 {
      let order = Scene.remoteOrder(number, changed: Self.change(number))
      let bytes = order.bytes.dropLast() + Array(#","internalNotes":"\#(text)"}"#.utf8)
      scene.stub.setOrder(StubOrder(id: number, bytes: Array(bytes), listedAs: order.json))
    }
    #expect(try scene.shipkeeper("run").status == 0)
    #expect(try scene.numbers == Array(1...9))
    #expect(try refused == "")
  }
}
