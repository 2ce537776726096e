import Glibc
import PrivatePostgres
import ShipStationStub
import Synchronization
import TestSupport
import Testing

/// What must not harm an order: edits in between, refusals, a runner that slept, an answer that is not what was sent.
@Suite("Lots: without harm")
struct LotHarmTests {
  @Test(
    "An edit in ShipStation after the first reading puts the order off, and is not overwritten",
    arguments: [1, 2])
  func editedMeanwhile(request: Int) throws {
    let scene = try Scene.forLots()
    try scene.released(100_801)
    scene.afterAnswer(request) { $0["customerNotes"] = "leave it at the door" }

    try scene.runLots()
    #expect(scene.asked == ["GET /orders/100801", "GET /shipments", "GET /orders/100801"])
    #expect(try scene.review(100_801) == "open||edited_meanwhile")
    try scene.letTimePass()
    try scene.runLots()

    #expect(try scene.review(100_801) == "closed|verified|")
    #expect(scene.remoteSKUs(100_801) == [Scene.newSKU])
    #expect(scene.stub.order(id: 100_801)?.json["customerNotes"]?.text == "leave it at the door")
  }

  /// Edits after which there is nothing to change any more, or nobody may.
  enum Edit: String, CaseIterable {
    case onHold, shipped, newLot, splitLots, label, override, claimed
  }

  @Test(
    "What speaks against a change between the first reading and the last is heard",
    arguments: Edit.allCases)
  func forbiddenMeanwhile(edit: Edit) throws {
    let scene = try Scene.forLots()
    let shop = scene.shop
    let stub = scene.stub
    try scene.released(100_802)
    // After the first reading; a label is looked for after that.
    stub.onAnswer { request in
      guard request.number == 1 else { return }
      switch edit {
      case .onHold: stub.changeOrder(id: 100_802) { $0["orderStatus"] = "on_hold" }
      case .shipped: stub.changeOrder(id: 100_802) { $0["orderStatus"] = "shipped" }
      case .newLot:
        stub.changeOrder(id: 100_802) { $0["items"] = Self.lines($0, [Scene.newSKU]) }
      case .splitLots:
        stub.changeOrder(id: 100_802) {
          $0["items"] = Self.lines($0, [Scene.oldSKU, "17612 - 250111"])
        }
      case .label: stub.addShipment(.json(orderId: 100_802))
      case .override:
        _ = try? shop.psql(
          "select shipkeeper_operator.set_lot_override('100802', 'as the customer asked')",
          user: "shop_operator")
      case .claimed:
        _ = try? shop.psql("update orders_inbox set status = 'uploaded'", user: "shop_program")
      }
    }

    try scene.runLots()

    #expect(scene.posts.isEmpty)
    let expected =
      switch edit {
      case .onHold, .shipped, .label: "closed|skipped|not_updatable"
      case .newLot: "closed|current|current"
      case .splitLots: "closed|held|split_lots"
      case .override: "closed|skipped|manual_override"
      case .claimed: "open||recently_uploaded"
      }
    #expect(try scene.review(100_802) == expected)
    #expect(try scene.trace(100_802) == [])
  }

  @Test(
    "A runner that slept for more than five seconds with a POST in hand does not send it; it reads anew"
  )
  func slept() throws {
    let scene = try Scene.forLots()
    let effects = scene.countEffects()
    try scene.released(100_803)
    let sleeper = try Self.sleeperWithPost(scene)
    usleepMilliseconds(5300)
    sleeper.kill(SIGCONT)

    #expect(try sleeper.wait().status == 0)
    #expect(
      scene.asked == [
        "GET /orders/100803", "GET /shipments", "GET /orders/100803", "GET /orders/100803",
        "POST /orders/createorder", "GET /orders/100803",
      ])
    #expect(try scene.review(100_803) == "closed|verified|")
    #expect(effects.count == 1)
    #expect(
      try scene.shop.psql(
        "select verdict, error from shipkeeper.request where method = 'POST' order by 1")
        == "answer|\nnot_sent|not_sent_late")
    #expect(try scene.shop.psql("select posts from shipkeeper.lot_review") == "1")
  }

  @Test("Another host that goes on meanwhile looks first; the sleeper's POST never leaves")
  func sleptWhileAnotherWorked() throws {
    let scene = try Scene.forLots()
    let effects = scene.countEffects()
    try scene.released(100_804)
    let sleeper = try Self.sleeperWithPost(scene)
    let asleep = ContinuousClock.now
    try scene.letTimePass()
    scene.stub.resetLog()
    try scene.runLots()
    #expect(scene.asked == ["GET /orders/100804"])
    // Unchanged through an hour.
    for _ in 2...4 {
      try scene.letTimePass()
      try scene.runLots()
    }
    #expect(effects.count == 1)
    while ContinuousClock.now - asleep < .milliseconds(5300) { usleepMilliseconds(20) }
    sleeper.kill(SIGCONT)

    #expect(try sleeper.wait().status == EX_TEMPFAIL)
    #expect(effects.count == 1)
    #expect(try scene.review(100_804) == "closed|verified|")
    #expect(try scene.trace(100_804).count == 1)
  }

  @Test(
    "A change that ShipStation refuses is looked at and held, never sent again",
    arguments: [400, 404, 422])
  func refused(status: Int) throws {
    let scene = try Scene.forLots()
    try scene.released(100_805)
    scene.stub.script(.status(status), onPath: "/orders/createorder")

    let run = try scene.runLots()
    try scene.letTimePass()
    try scene.runLots()

    #expect(scene.posts.count == 1)
    #expect(scene.asked.count == 5)
    #expect(run.stderr.contains("held: ShipStation answered \(status) and changed nothing"))
    #expect(try scene.review(100_805) == "closed|held|refused (\(status))")
    #expect(try scene.localSKUs(100_805) == [Scene.oldSKU])
    #expect(try scene.trace(100_805) == [])
  }

  @Test("429 at the POST stops the cycle; the next ones look and complete")
  func rateLimited() throws {
    let scene = try Scene.forLots()
    let effects = scene.countEffects()
    try scene.released(100_806)
    try scene.released(100_807)
    scene.stub.script(.rateLimited(resetSeconds: 30), onPath: "/orders/createorder", times: 1)

    let limited = try scene.runLots()

    #expect(try scene.metrics(of: limited, hold: #"{"rate_limited": true, "lots_updated": 0}"#))
    #expect(scene.asked.last == "POST /orders/createorder")
    #expect(try scene.shipkeeper("run", changes: Scene.mayWrite).status == EX_TEMPFAIL)
    #expect(scene.asked.last == "POST /orders/createorder", "nothing before the time is over")

    for _ in 1...2 {
      try scene.letTimePass()
      try scene.runLots()
    }
    #expect(effects.count == 2)
    #expect(
      try [100_806, 100_807].map { try scene.review($0) }
        == Array(repeating: "closed|verified|", count: 2))
  }

  @Test(
    "What comes back otherwise than sent is a mismatch; the second in a day ends automatic updates")
  func mismatch() throws {
    let scene = try Scene.forLots()
    for number in Int64(1)...3 { try scene.hold(number) }
    scene.stub.onCreateOrder { $0["serviceCode"] = "usps_priority_mail" }

    try scene.release(1)
    let first = try scene.runLots()
    #expect(first.stderr.contains("differs in ShipStation: serviceCode"))
    #expect(try scene.review(1) == "closed|mismatch|serviceCode")
    #expect(try scene.trace(1) == ["17612|250237|250300|automatic|mismatch|f"])
    #expect(try scene.mode == "automatic")

    try scene.release(2)
    let second = try scene.runLots()
    #expect(second.stderr.contains("lot_mode is approval from now on"))
    #expect(try scene.mode == "approval")

    try scene.release(3)
    try scene.runLots()
    #expect(try scene.review(3) == "approval|awaiting_approval|mode")
    #expect(scene.posts.count == 2, "a mismatch is never repaired by guessing")
  }

  @Test(
    "A line that comes back otherwise than sent is a mismatch",
    arguments: ["quantity", "unitPrice", "sku", "options", "gone", "twice"])
  func mismatchedLine(what: String) throws {
    let scene = try Scene.forLots()
    try scene.released(100_808)
    scene.stub.onCreateOrder { order in
      guard var line = order["items"]?.elements?.first else { return }
      switch what {
      case "quantity": line["quantity"] = 3
      case "unitPrice": line["unitPrice"] = .number("20.00")
      case "sku": line["sku"] = "17612"
      case "options": line["options"] = [["name": "colour", "value": "red"]]
      default: break
      }
      var other = line
      other["orderItemId"] = 7
      order["items"] = what == "gone" ? [] : what == "twice" ? [line, other] : [line]
    }

    try scene.runLots()

    #expect(try scene.review(100_808) == "closed|mismatch|items")
    #expect(try scene.localSKUs(100_808) == [Scene.oldSKU])
  }

  @Test("What ShipStation writes otherwise without weight is noted, and no mismatch")
  func normalised() throws {
    let scene = try Scene.forLots()
    try scene.released(100_809)
    scene.stub.onCreateOrder { order in
      order["confirmation"] = "delivery"
      order["shipTo"]?["street1"] = " 100  Example St "
      order["shipTo"]?["addressVerified"] = "Address not yet validated"
      order["items"] = .array(
        order["items"]?.elements?.map {
          var line = $0
          line["name"] = "Other"
          return line
        } ?? [])
    }

    try scene.runLots()

    #expect(try scene.review(100_809) == "closed|verified|")
    #expect(
      try scene.shop.psql(
        "select normalised from shipkeeper_report.lot_reviews", user: "shop_analyst")
        == "confirmation, shipTo.addressVerified, shipTo.residential")
  }

  /// A runner that sleeps with a POST that it has not sent, recorded in the database.
  private static func sleeperWithPost(_ scene: Scene) throws -> RunningCommand {
    let gate = try scene.gate("select from shipkeeper.lot_state for update", whenRequest: 3)
    let sleeper = try scene.start("run", changes: Scene.mayWrite)
    try scene.waitForLock()
    sleeper.kill(SIGSTOP)
    try gate.open()
    try scene.waitUntil("exists (select from shipkeeper.lot_review where state = 'posted')")
    scene.stub.onRequest(nil)
    #expect(scene.posts.isEmpty)
    return sleeper
  }

  /// The first line of an order once for each of these SKUs.
  private static func lines(_ order: JSON, _ skus: [String]) -> JSON {
    guard let line = order["items"]?.elements?.first, let id = line["orderItemId"]?.integer else {
      return []
    }
    return .array(
      skus.enumerated().map { place, sku in
        var line = line
        line["sku"] = .string(sku)
        line["orderItemId"] = JSON(id + Int64(place))
        return line
      })
  }
}

extension Scene {
  /// How lots are worked on.
  fileprivate var mode: String {
    get throws { try shop.psql("select lot_mode from shipkeeper.settings") }
  }

  /// Edits the order that the nth request asked for, after its answer is worked out.
  fileprivate func afterAnswer(_ number: Int, _ change: @escaping @Sendable (inout JSON) -> Void) {
    let stub = stub
    stub.onAnswer { request in
      guard request.number == number, let id = stub.orders.first?.id else { return }
      stub.changeOrder(id: id, change)
    }
  }
}
