import PrivatePostgres
import ShipStationStub
import Synchronization
import TestSupport
import Testing

/// What tests of the lots say of a scene: orders of base SKU 17612, whose lot was 250237 and is 250300.
extension Scene {
  static let oldSKU = "17612 - 250237"
  static let newSKU = "17612 - 250300"
  static let mayWrite: [String: String?] = ["SHIPSTATION_ALLOW_WRITES": "1"]

  /// A shop that works on lots, whose active ones have been so for an hour.
  static func forLots(_ mode: String = "automatic", on server: ShopServer? = nil) throws -> Scene {
    let scene = try Scene(on: server)
    try scene.shop.psql(
      """
      update shipkeeper.settings set lot_mode = '\(mode)';
      insert into sku_lot (sku, lot, active) values
        ('17612', '250237', 0), ('17612', '250300', 1), ('17904', '250111', 0), ('17904', '250410', 1);
      update shipkeeper.lot_activation set active_since = now() - interval '1 hour';
      """)
    return scene
  }

  /// Puts an order into ShipStation, made just now and released there, and its header with its lines
  /// into the shop, still on hold.
  func hold(_ number: Int64, _ items: [StubItem] = [StubItem(sku: Scene.oldSKU, quantity: 2)])
    throws
  {
    let now = PacificTime.text(unixMilliseconds: stub.clockMilliseconds)
    stub.setOrder(.json(id: number, items: items, orderDate: now))
    let lines = try #require(stub.order(id: number)?.json["items"]?.elements)
    try holdHeader(number, lines)
  }

  /// Puts a header on hold into the shop, and the lines that ShipStation's are.
  func holdHeader(_ number: Int64, _ lines: [JSON]) throws {
    try shop.psql(
      """
      with header as (
        insert into orders_inbox (order_number, order_date, status, shipstation_order_id, total_items)
        values ('\(number)', current_date, 'on_hold', '\(number)', \(lines.count))
        returning id
      )
      insert into order_items_inbox (
        order_inbox_id, sku, sku_lot, quantity, unit_price_cents, shipstation_order_item_id
      )
      select
        header.id, p.sku, p.sku_lot, (i ->> 'quantity')::numeric, round((i ->> 'unitPrice')::numeric * 100),
        (i ->> 'orderItemId')::bigint
      from header, jsonb_array_elements(:'lines') as i, shipkeeper.parse_sku(i ->> 'sku') as p
      where coalesce(i -> 'adjustment', 'false') = 'false'
      """,
      arguments: ["-v", "lines=\(String(decoding: JSON.array(lines).bytes, as: UTF8.self))"])
  }

  /// Releases an order in the shop, as another program of the shop does it.
  func release(_ number: Int64) throws {
    try shop.psql(
      """
      set application_name = 'release';
      update orders_inbox set status = 'awaiting_shipment' where order_number = '\(number)'
      """, user: "shop_program")
  }

  /// An order that came on hold and was released.
  func released(_ number: Int64, _ items: [StubItem] = [StubItem(sku: Scene.oldSKU, quantity: 2)])
    throws
  {
    try hold(number, items)
    try release(number)
  }

  /// A run that may write to ShipStation, with its figures.
  @discardableResult
  func runLots() throws -> Command.Output {
    let run = try shipkeeper("run", "--json", changes: Scene.mayWrite)
    #expect(run.status == 0, Comment(rawValue: run.stderr))
    return run
  }

  /// The newest review of an order as `state|outcome|reason`.
  func review(_ number: Int64) throws -> String {
    try shop.psql(
      """
      select state, outcome, reason from shipkeeper_report.lot_reviews where order_number = '\(number)'
      order by lot_review_id desc limit 1
      """, user: "shop_analyst")
  }

  /// SKUs of an order in ShipStation.
  func remoteSKUs(_ number: Int64) -> [String?] {
    (stub.order(id: number)?.json["items"]?.elements ?? []).map { $0["sku"]?.text }
  }

  /// SKUs of an order in the shop, with their lots where they have one.
  func localSKUs(_ number: Int64) throws -> [String] {
    try shop.psql(
      """
      select coalesce(i.sku_lot, i.sku) from order_items_inbox i join orders_inbox o on o.id = i.order_inbox_id
      where o.order_number = '\(number)' order by i.id
      """
    ).split(separator: "\n").map(String.init)
  }

  /// The trace of an order's lots, a line each: `base|old|new|by|reason|dry run`.
  func trace(_ number: Int64) throws -> [String] {
    try shop.psql(
      """
      select base_sku, old_lot, new_lot, updated_by, reason, dry_run from shipkeeper_report.lot_updates
      where order_number = '\(number)' order by lot_review_id, order_item_id
      """, user: "shop_analyst"
    ).split(separator: "\n").map(String.init)
  }

  /// The changes that were sent since the log was last emptied.
  var posts: [StubRequest] { stub.requests.filter { $0.method == "POST" } }

  /// The requests since the log was last emptied, each as its method and path.
  var asked: [String] { stub.requests.map { "\($0.method) \($0.path)" } }

  /// Counts the changes that take effect in ShipStation from now on.
  func countEffects() -> Effects {
    let effects = Effects()
    stub.onCreateOrder { _ in effects.add() }
    return effects
  }
}

/// How many changes took effect.
final class Effects: Sendable {
  private let number = Atomic(0)

  var count: Int { number.load(ordering: .relaxed) }

  func add() { number.add(1, ordering: .relaxed) }
}
