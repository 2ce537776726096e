import PrivatePostgres
import ShipStationStub
import TestSupport
import Testing

/// A failover to a standby that had not got the last transactions: ShipStation is further than the database.
@Suite("Runner: after a failover that lost transactions")
struct LostTransactionsTests {
  @Test("What was done is done again here, and not again in ShipStation")
  func doneAgain() throws {
    let scene = try Scene.forLots()
    try scene.shop.psql("update shipkeeper.settings set sync_mode = 'full'")
    let effects = scene.countEffects()
    try scene.ghost(1, inShipStation: "shipped", [StubItem(sku: "18675", quantity: 3)])
    try scene.released(2)
    let standby = scene.shop.database + "_standby"
    try scene.shop.postgres.createDatabase(standby, template: scene.shop.database)

    try scene.runLots()
    #expect(try scene.review(2) == "closed|verified|")
    let done = try Self.orders(scene, in: scene.shop.database)
    #expect(done == "1|shipped|3|18675|3\n2|awaiting_shipment|2|\(Scene.newSKU)|2")
    #expect(try Self.orders(scene, in: standby) != done)

    for _ in 1...2 {
      let run = try scene.shipkeeper(
        "run", changes: Scene.mayWrite.merging(["PGDATABASE": standby]) { $1 })
      #expect(run.status == 0, Comment(rawValue: run.stderr))
    }
    #expect(try Self.orders(scene, in: standby) == done)
    #expect(
      try scene.shop.postgres.psql(
        "select state, outcome from shipkeeper.lot_review", database: standby) == "closed|current")
    #expect(effects.count == 1)
  }

  /// The shop's orders, a line each: number, status, total_items, SKU with its lot, quantity.
  private static func orders(_ scene: Scene, in database: String) throws -> String {
    try scene.shop.postgres.psql(
      """
      select o.order_number, o.status, o.total_items, coalesce(i.sku_lot, i.sku), i.quantity
      from orders_inbox as o left join order_items_inbox as i on i.order_inbox_id = o.id
      order by o.order_number, i.id
      """, database: database)
  }
}
