import PrivatePostgres
import ShipStationStub
import TestSupport

/// A shop with all that a cycle can meet.
extension World {
  private static let minute: Int64 = 60_000
  private static let day: Int64 = 86_400_000

  /// Fills shop and ShipStation with the mixed scenario. ShipStation's clock stands at `now`, in
  /// whole seconds since 1970.
  ///
  /// | orders | are |
  /// |---|---|
  /// | 1001 to 1006 | new in ShipStation, one with a SKU on two lines |
  /// | 1007 | here with an outdated status |
  /// | 1008 | uploaded, here without its ShipStation id |
  /// | 1009 | a ghost that a page of the sync brings |
  /// | 1010 | one that cannot be used |
  /// | 1101 to 1103 | ghosts of one day, for a list |
  /// | 1104 | a ghost of another day |
  /// | 1105 | work in progress: no line in ShipStation yet |
  /// | 1106 | a ghost that ShipStation does not know: 404 |
  /// | 1201, 1202 | released with outdated lots |
  package func fillMixed(now: Int64) throws {
    let instant = now * 1000
    stub.setClock(unixMilliseconds: instant, isRunning: false)
    stub.configure { $0.largestPage = 4 }
    for number in Int64(1001)...1009 {
      put(number, at: instant - 40 * Self.minute + (number - 1000) * 10_000)
    }
    stub.changeOrder(id: 1009, touch: false) { $0["orderStatus"] = "shipped" }
    put(1010, at: instant - 30 * Self.minute)
    stub.changeOrder(id: 1010, touch: false) { $0["items"] = "none" }
    for number in Int64(1101)...1103 { put(number, at: instant - 30 * Self.day, "shipped") }
    put(1104, at: instant - 90 * Self.day, "shipped")
    put(1105, at: instant - 60 * Self.day, items: [])
    for number in [Int64(1201), 1202] {
      put(number, at: instant - Self.minute, items: lots(number))
    }
    try fillShop(instant)
  }

  private func put(
    _ number: Int64, at instant: Int64, _ status: String = "awaiting_shipment",
    items: [StubItem]? = nil
  ) {
    let usual = [
      StubItem(sku: "17612", quantity: 2),
      StubItem(sku: number == 1002 ? "17612" : "17904", quantity: number % 3 + 1),
      StubItem(sku: nil, unitPrice: "-1.00", adjustment: true),
    ]
    let text = PacificTime.text(unixMilliseconds: instant)
    stub.setOrder(
      .json(id: number, status: status, items: items ?? usual, orderDate: text, modifyDate: text))
  }

  private func lots(_ number: Int64) -> [StubItem] {
    [StubItem(sku: "17612 - 250237", quantity: 2)]
      + (number == 1201 ? [StubItem(sku: "17904 - 250111")] : [])
  }

  private func fillShop(_ instant: Int64) throws {
    let held = stub.orders.filter { $0.id > 1200 }.map(\.json)
    try shop.psql(
      """
      update shipkeeper.settings
      set sync_mode = 'full', lot_mode = 'automatic', order_timeout_seconds = 2, list_timeout_seconds = 2,
        lot_history_slack = '1 day', recently_uploaded = '0';
      insert into sku_lot (sku, lot, active) values
        ('17612', '250237', 0), ('17612', '250300', 1), ('17904', '250111', 0), ('17904', '250410', 1);
      update shipkeeper.lot_activation set active_since = now() - interval '1 hour';
      insert into sync_watermark (workflow_name, last_sync_timestamp)
      values (
        'shipkeeper',
        to_char(to_timestamp(\(instant / 1000 - 3600)) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'));

      insert into orders_inbox (order_number, order_date, status, shipstation_order_id, updated_at)
      select n, (to_timestamp(\(instant / 1000)) at time zone 'America/Los_Angeles')::date - days, status, id, 'yesterday'
      from (values
        ('1007', 0, 'awaiting_payment', '1007'), ('1008', 0, 'uploaded', null), ('1009', 0, 'awaiting_shipment', '1009'),
        ('1101', 30, 'awaiting_shipment', '1101'), ('1102', 30, 'awaiting_shipment', '1102'),
        ('1103', 30, 'awaiting_shipment', '1103'), ('1104', 90, 'awaiting_shipment', '1104'),
        ('1105', 60, 'awaiting_shipment', '1105'), ('1106', 70, 'awaiting_shipment', '1106')
      ) as o (n, days, status, id);
      -- The lines of the two that have some came from other programs.
      insert into order_items_inbox (order_inbox_id, sku, quantity)
      select o.id, l.sku, l.quantity
      from orders_inbox as o
      join (values
        ('1007', '17612', 2), ('1007', '17904', 3), ('1008', '17612', 2), ('1008', '17904', 1)
      ) as l (n, sku, quantity) on l.n = o.order_number;

      insert into orders_inbox (order_number, order_date, status, shipstation_order_id, total_items)
      select r ->> 'orderNumber', current_date, 'on_hold', r ->> 'orderId', (
        select sum((i ->> 'quantity')::integer) from jsonb_array_elements(r -> 'items') as i
      )
      from jsonb_array_elements($json$\(text(held))$json$) as r;
      insert into order_items_inbox (
        order_inbox_id, sku, sku_lot, quantity, unit_price_cents, shipstation_order_item_id
      )
      select
        o.id, p.sku, p.sku_lot, (i ->> 'quantity')::integer, 1999, (i ->> 'orderItemId')::bigint
      from jsonb_array_elements($json$\(text(held))$json$) as r
      join orders_inbox as o on o.shipstation_order_id = r ->> 'orderId'
      cross join jsonb_array_elements(r -> 'items') as i
      cross join shipkeeper.parse_sku(i ->> 'sku') as p;
      """)
    // As another program of the shop releases them.
    try shop.psql(
      "update orders_inbox set status = 'awaiting_shipment' where status = 'on_hold'",
      user: "shop_program")
    try rememberVersions()
  }

  private func text(_ documents: [JSON]) -> String {
    String(decoding: JSON.array(documents).bytes, as: UTF8.self)
  }
}
