import PrivatePostgres
import ShipStationStub
import TestSupport

/// A shop and its ShipStation account: 200 orders a day for 60 days, some of them ghosts here.
///
/// The newest day is yesterday, Pacific. Orders of that day are open, older ones shipped; all have
/// two lines there, and here unless they are ghosts. A ghost is `awaiting_shipment` here.
struct Account {
  static let ordersADay = 200
  static let days = 60

  /// Which orders have no lines here.
  struct Ghosts {
    var count: Int
    /// Over how many of the newest days they are spread.
    var days: Int
    /// Whether all were shipped meanwhile, so that their statuses here are untrue.
    var haveShipped = false
  }

  let shop: TestShop
  let stub: ShipStationStub

  init(_ server: ShopServer, _ ghosts: Ghosts) throws {
    shop = try server.newShop()
    try shop.psql(
      """
      create table public.benchmark_order as
      select
        n as id, d.day, s.seconds, d.days_ago < \(ghosts.days)
          and (n * \(ghosts.count)) / \(ghosts.days * Self.ordersADay)
            <> ((n + 1) * \(ghosts.count)) / \(ghosts.days * Self.ordersADay) as is_ghost,
        d.days_ago = 0 as is_open
      from generate_series(0, \(Self.ordersADay * Self.days - 1)) as n
      cross join lateral (
        select (now() at time zone 'America/Los_Angeles')::date - 1 - n / \(Self.ordersADay) as day,
          n / \(Self.ordersADay) as days_ago
      ) as d
      cross join lateral (select n % \(Self.ordersADay) * 360 as seconds) as s;

      insert into public.orders_inbox (order_number, order_date, status, shipstation_order_id, total_items, updated_at)
      select
        1000000 + id, day, case when is_ghost or is_open then 'awaiting_shipment' else 'shipped' end, 1000000 + id,
        case when is_ghost then 0 else 3 end, day + interval '1 day'
      from public.benchmark_order order by id desc;
      insert into public.order_items_inbox (order_inbox_id, sku, quantity, unit_price_cents)
      select o.id, l.sku, l.quantity, 1999
      from public.orders_inbox as o
      join public.benchmark_order as b on o.order_number = (1000000 + b.id)::text
      cross join (values ('17612', 2), ('17904', 1)) as l (sku, quantity)
      where not b.is_ghost;
      vacuum analyze public.orders_inbox, public.order_items_inbox;
      """)
    let rows = try shop.psql(
      """
      select 1000000 + id, to_char(day + make_interval(secs => seconds), 'YYYY-MM-DD"T"HH24:MI:SS'),
        to_char(day + make_interval(secs => seconds + 10800), 'YYYY-MM-DD"T"HH24:MI:SS'),
        case when is_ghost and \(ghosts.haveShipped) then 'shipped'
          when is_ghost or is_open then 'awaiting_shipment' else 'shipped' end
      from public.benchmark_order;
      """)
    try shop.psql("drop table public.benchmark_order")
    let orders = try rows.split(separator: "\n").map { row in
      let columns = row.split(separator: "|").map(String.init)
      guard columns.count == 4, let id = Int64(columns[0]) else {
        throw Command.Failure(description: "no order: \(row)")
      }
      let modified = columns[3] == "shipped" ? columns[2] : columns[1]
      return Self.order(id, status: columns[3], ordered: columns[1], modified: modified)
    }
    stub = try ShipStationStub(orders: orders)
    stub.configure { $0.rateLimit.isEnforced = true }
  }

  var environment: [String: String] {
    shop.environment().merging([
      "SHIPSTATION_API_KEY": "stub-key", "SHIPSTATION_API_SECRET": "stub-secret",
      "SHIPSTATION_BASE_URL": stub.baseURL,
    ]) { $1 }
  }

  /// An order with all its members, kept as text and the few facts that lists look for: thousands
  /// of parsed ones would fill the memory.
  static func order(
    _ id: Int64, status: String, ordered: String, modified: String, quantity: Int64 = 2,
    carrier: String? = nil
  ) -> StubOrder {
    let whole = StubOrder.json(
      id: id, status: status,
      items: [StubItem(sku: "17612", quantity: quantity), StubItem(sku: "17904")],
      orderDate: ordered + ".0000000", modifyDate: modified + ".0000000",
      changes: carrier.map { ["carrierCode": .string($0), "serviceCode": "example_ground"] } ?? [:])
    return StubOrder(
      id: id, bytes: whole.bytes,
      listedAs: [
        "orderNumber": .string(String(id)), "orderStatus": .string(status),
        "orderDate": .string(ordered), "modifyDate": .string(modified),
      ])
  }
}
