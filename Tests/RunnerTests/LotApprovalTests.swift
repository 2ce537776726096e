import PrivatePostgres
import ShipStationStub
import TestSupport
import Testing

/// Orders that wait for a person: what is agreed to is done, and nothing else.
@Suite("Lots: approval")
struct LotApprovalTests {
  @Test(
    "An approved change is sent by the next run and carries the operator's name",
    arguments: ["approval", "automatic"])
  func approved(mode: String) throws {
    let scene = try Self.waiting(mode)

    try scene.shop.psql(
      "select shipkeeper_operator.approve_lot_update(1)", user: "shop_operator")
    try scene.runLots()

    #expect(scene.posts.count == 1)
    #expect(scene.remoteSKUs(100_901) == [Scene.newSKU])
    #expect(try scene.localSKUs(100_901) == [Scene.newSKU])
    #expect(try scene.review(100_901) == "closed|verified|")
    #expect(try scene.trace(100_901) == ["17612|250237|250300|shop_operator|verified|f"])
  }

  @Test("A rejected change is not sent")
  func rejected() throws {
    let scene = try Self.waiting("approval")

    try scene.shop.psql(
      "select shipkeeper_operator.reject_lot_update(1, 'packed already')", user: "shop_operator")
    try scene.letTimePass()
    try scene.runLots()

    #expect(scene.posts.isEmpty)
    #expect(try scene.review(100_901) == "closed|skipped|rejected")
    #expect(
      try scene.shop.psql(
        "select old_value, new_value, reason from shipkeeper.audit where subject = 'lot_review'")
        == "approval|rejected|packed already")
  }

  @Test(
    "An approval lapses when the order changes in ShipStation, or another lot becomes the active one"
  )
  func lapsed() throws {
    let scene = try Self.waiting("approval")
    try scene.shop.psql("select shipkeeper_operator.approve_lot_update(1)", user: "shop_operator")
    scene.stub.changeOrder(id: 100_901) { $0["customerNotes"] = "one more, please" }

    try scene.runLots()
    #expect(try scene.review(100_901).hasPrefix("approval|awaiting_approval|"))

    try scene.shop.psql("select shipkeeper_operator.approve_lot_update(1)", user: "shop_operator")
    try scene.shop.psql(
      """
      update sku_lot set active = 0 where sku = '17612';
      insert into sku_lot (sku, lot) values ('17612', '250999');
      update shipkeeper.lot_activation set active_since = now() - interval '1 hour';
      """)
    try scene.runLots()
    #expect(try scene.review(100_901).hasPrefix("approval|awaiting_approval|"))
    #expect(scene.posts.isEmpty)

    try scene.shop.psql("select shipkeeper_operator.approve_lot_update(1)", user: "shop_operator")
    try scene.runLots()
    #expect(scene.remoteSKUs(100_901) == ["17612 - 250999"])
  }

  @Test("An order that changes between the readings after an approval waits once more")
  func lapsedBetweenReadings() throws {
    let scene = try Self.waiting("approval")
    try scene.shop.psql("select shipkeeper_operator.approve_lot_update(1)", user: "shop_operator")
    scene.stub.resetLog()
    let stub = scene.stub
    stub.onAnswer { request in
      guard request.number == 2 else { return }
      stub.changeOrder(id: 100_901) { $0["customerNotes"] = "one more, please" }
    }

    try scene.runLots()

    #expect(scene.posts.isEmpty)
    #expect(try scene.review(100_901).hasPrefix("approval|awaiting_approval|"))
  }

  @Test("A runner killed with an approved POST in hand leaves the approval as it was")
  func killed() throws {
    let scene = try Self.waiting("approval")
    let effects = scene.countEffects()
    try scene.shop.psql("select shipkeeper_operator.approve_lot_update(1)", user: "shop_operator")
    scene.stub.script(.reset, onPath: "/orders/createorder", times: 1)

    for _ in 1...5 {
      try scene.runLots()
      try scene.letTimePass()
    }

    #expect(effects.count == 1)
    #expect(try scene.trace(100_901) == ["17612|250237|250300|shop_operator|verified|f"])
  }

  @Test("An order whose lot is outdated and that nobody released is reviewed on an operator's word")
  func opened() throws {
    let scene = try Scene.forLots()
    try scene.hold(100_902)
    try scene.shop.psql("update orders_inbox set status = 'pending'")
    try scene.runLots()
    #expect(
      try scene.shop.psql(
        "select order_number, sku_in_shipstation, active_lot from shipkeeper_report.lot_mismatches",
        user: "shop_analyst")
        == "100902|\(Scene.oldSKU)|250300")

    try scene.shop.psql(
      "select shipkeeper_operator.open_lot_review('100902', 'recall of 250237')",
      user: "shop_operator")
    try scene.runLots()
    #expect(try scene.review(100_902).hasPrefix("approval|awaiting_approval|"))
    #expect(scene.posts.isEmpty)

    try scene.shop.psql(
      "select shipkeeper_operator.approve_lot_update(lot_review_id) from shipkeeper_report.lot_reviews",
      user: "shop_operator")
    try scene.runLots()
    #expect(scene.remoteSKUs(100_902) == [Scene.newSKU])
  }

  /// A shop whose order waits for approval: it was perhaps picked before.
  private static func waiting(_ mode: String) throws -> Scene {
    let scene = try Scene.forLots(mode)
    try scene.hold(100_901)
    try scene.shop.psql(
      """
      update orders_inbox set status = 'awaiting_shipment';
      update orders_inbox set status = 'on_hold'
      """, user: "shop_program")
    try scene.release(100_901)
    try scene.runLots()
    #expect(scene.posts.isEmpty)
    #expect(try scene.review(100_901) == "approval|awaiting_approval|previously_awaiting_shipment")
    return scene
  }
}
