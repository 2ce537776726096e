import PrivatePostgres
import ProofSupport
import ShipStationStub
import TestSupport

/// What goes on in ShipStation and in the shop between two cycles.
struct Changes {
  private let world: World
  private var newest: Int64 = 10_000

  init(_ world: World) throws {
    self.world = world
    world.stub.configure { $0.largestPage = 20 }
    try world.shop.psql(
      """
      update shipkeeper.settings
      set sync_mode = 'full', lot_mode = 'automatic', order_timeout_seconds = 1, list_timeout_seconds = 1,
        lot_history_slack = '1 day', recently_uploaded = '0', cancellations_per_day = 100000, link_after = '0';
      insert into sku_lot (sku, lot, active) values
        ('17612', '250237', 0), ('17612', '250300', 1), ('17904', '250111', 0), ('17904', '250410', 1);
      update shipkeeper.lot_activation set active_since = now() - interval '1 hour';
      """)
  }

  /// Some orders come and change in ShipStation, and some headers come into the shop without lines.
  mutating func happen(_ dice: inout Dice) throws {
    try world.rememberVersions()
    for _ in 1...dice.roll(1...4) { _ = put(items(&dice), dice.pick(Self.statuses), dayAgo: 0) }
    for _ in 0...dice.roll(0...2) { change(&dice) }
    for _ in 1...dice.roll(1...5) { try ghost(&dice) }
    if dice.once(in: 3) { try release(&dice) }
    // An account has fewer open orders than it ever had.
    for order in world.stub.orders.dropLast(300) { world.stub.removeOrder(id: order.id) }
    try world.rememberVersions()
  }

  /// So many ghosts of many days, to be asked for one by one.
  mutating func manyGhosts(_ count: Int, _ dice: inout Dice) throws {
    for _ in 0..<count {
      let number = put(items(&dice), "shipped", dayAgo: dice.roll(20...900))
      if dice.once(in: 20) { world.stub.removeOrder(id: number) }
    }
    try world.shop.psql(
      """
      insert into orders_inbox (order_number, order_date, status, shipstation_order_id)
      select n, current_date - 30, 'awaiting_shipment', n from generate_series(\(newest - Int64(count) + 1), \(newest)) as n
      """)
    try world.rememberVersions()
  }

  private static let statuses = ["awaiting_shipment", "awaiting_shipment", "on_hold", "shipped"]

  private func items(_ dice: inout Dice) -> [StubItem] {
    (0..<dice.roll(0...4)).map { _ in
      StubItem(
        sku: dice.pick(["17612", "17904", "X-\(dice.roll(1...50))"]),
        quantity: Int64(dice.roll(1...9)), adjustment: dice.once(in: 8))
    }
  }

  private mutating func put(_ items: [StubItem], _ status: String, dayAgo days: Int) -> Int64 {
    newest += 1
    let instant = world.stub.clockMilliseconds - Int64(days) * 86_400_000
    let text = PacificTime.text(unixMilliseconds: instant)
    world.stub.setOrder(
      .json(id: newest, status: status, items: items, orderDate: text, modifyDate: text))
    return newest
  }

  private func change(_ dice: inout Dice) {
    let orders = world.stub.orders
    guard !orders.isEmpty else { return }
    let id = dice.pick(orders).id
    let status = dice.pick(Self.statuses + ["cancelled"])
    let quantity = Int64(dice.roll(1...9))
    world.stub.changeOrder(id: id) { order in
      order["orderStatus"] = .string(status)
      if let items = order["items"]?.elements, !items.isEmpty {
        order["items"]?[0]["quantity"] = JSON(quantity)
      }
    }
  }

  private mutating func ghost(_ dice: inout Dice) throws {
    let days = dice.roll(0...60)
    let number = put(items(&dice), dice.pick(Self.statuses), dayAgo: days)
    if dice.once(in: 10) { world.stub.removeOrder(id: number) }
    try world.shop.psql(
      """
      insert into orders_inbox (order_number, order_date, status, shipstation_order_id)
      values ('\(number)', current_date - \(days), 'awaiting_shipment', '\(number)')
      """)
  }

  private mutating func release(_ dice: inout Dice) throws {
    let number = put(
      [StubItem(sku: "17612 - 250237", quantity: 2)], "awaiting_shipment", dayAgo: 0)
    try world.shop.psql(
      """
      with header as (
        insert into orders_inbox (order_number, order_date, status, shipstation_order_id, total_items)
        values ('\(number)', current_date, 'on_hold', '\(number)', 2) returning id
      )
      insert into order_items_inbox (order_inbox_id, sku, sku_lot, quantity, shipstation_order_item_id)
      select id, '17612', '17612 - 250237', 2, \(number)01 from header;
      update orders_inbox set status = 'awaiting_shipment' where order_number = '\(number)';
      """)
  }
}
