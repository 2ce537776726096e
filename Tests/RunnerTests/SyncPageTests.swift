import PrivatePostgres
import ShipStationStub
import TestSupport
import Testing

/// A walk of three pages, the second of which goes wrong.
@Suite("Sync: pages that fail")
struct SyncPageTests {
  let scene: Scene

  init() throws { scene = try Self.ready() }

  /// Ten orders on three pages: each starts with the last order of the page before.
  private static func ready() throws -> Scene {
    let scene = try Scene(sync: "full")
    try scene.shop.psql("update shipkeeper.settings set list_timeout_seconds = 1")
    try scene.setWatermark(Scene.noon)
    scene.stub.setClock(unixMilliseconds: Scene.noon + 3_600_000)
    scene.stub.configure { $0.largestPage = 4 }
    for number in Int64(1)...10 { scene.change(number, at: Self.change(number), units: number) }
    return scene
  }

  private static func change(_ number: Int64) -> Int64 { Scene.noon + number * 10_000 }

  private static let undisturbed = Result {
    let scene = try ready()
    #expect(try scene.shipkeeper("run").status == 0)
    #expect(scene.stub.requests.count == 3)
    #expect(try scene.numbers == Array(1...10))
    return try scene.memory
  }

  /// The next run finds ShipStation well and leaves what an undisturbed one leaves.
  private func expectNextRunToComplete() throws {
    scene.stub.clearScript()
    try scene.letTimePass()
    #expect(try scene.shipkeeper("run").status == 0)
    #expect(try scene.memory == Self.undisturbed.get())
  }

  @Test(
    "The walk goes on in the same run where an answer says nothing against the list",
    arguments: [
      .status(500), .status(503), .reset, .timeout, .resetAfter(bytes: 100),
      .truncated(afterBytes: 100), .body(#"{"orders":[{"orderId":5,"#),
    ] as [StubFault])
  func askedAgain(fault: StubFault) throws {
    scene.stub.script(fault, onRequest: 2)
    let run = try scene.shipkeeper("run", "--json")
    #expect(run.status == 0)
    #expect(try scene.metrics(of: run, hold: #"{"orders_imported": 10, "orders_refused": 0}"#))
    #expect(scene.stub.requests.count == 4)
    #expect(try scene.memory == Self.undisturbed.get())
  }

  @Test(
    "The walk ends at an answer that is none of its pages, and the next run completes it",
    arguments: [
      (.html, "answer is HTML, not JSON"), (.status(404), "API answered 404"),
      (.status(302), "API answered 302"), (.body(""), "answer is empty"),
      (.body("null"), "answer is no list of orders"),
      (.body(#"{"orders":null,"total":0}"#), "answer is no list of orders"),
      (.emptyPage, "the list is empty, but its total is 7"),
    ] as [(StubFault, String)])
  func givenUp(fault: StubFault, problem: String) throws {
    scene.stub.script(fault, onRequest: 2)
    let run = try scene.shipkeeper("run")
    #expect(run.status == 0)
    #expect(scene.stub.requests.count == 2)
    #expect(
      run.stderr.contains(
        "❌ Sync: \(problem) - the watermark stays, the next cycle asks again\n"))
    try expectFirstPage()
    try expectNextRunToComplete()
  }

  @Test("A 429 ends the run at once; what came before stays, the run after its time completes")
  func rateLimited() throws {
    scene.stub.script(.rateLimited(resetSeconds: 40), onRequest: 2)
    #expect(try scene.shipkeeper("run").status == 0)
    #expect(try scene.shipkeeper("run").status == 75)
    #expect(scene.stub.requests.count == 2)
    try expectFirstPage()
    try expectNextRunToComplete()
  }

  @Test(
    "Where every further request fails the run ends with 69, and nobody is blamed",
    arguments: [.status(500), .status(503), .reset, .truncated(afterBytes: 100)] as [StubFault])
  func down(fault: StubFault) throws {
    scene.stub.onAnswer { [weak stub = scene.stub] request in
      if request.number == 1 { stub?.script(fault) }
    }
    #expect(try scene.shipkeeper("run").status == 69)
    #expect(scene.stub.requests.count <= 15)
    try expectFirstPage()
    #expect(try scene.shop.psql("select count(*) from shipkeeper.refused_order") == "0")
    scene.stub.onAnswer(nil)
    try expectNextRunToComplete()
  }

  @Test("A list that says it has no pages has those that its total says")
  func zeroPages() throws {
    scene.stub.configure { $0.reportsZeroPages = true }
    try expectNextRunToComplete()
    #expect(scene.stub.requests.count == 3)
  }

  private func expectFirstPage() throws {
    #expect(try scene.numbers == [1, 2, 3, 4])
    #expect(try scene.watermark == Self.change(4))
  }
}
