import PrivatePostgres
import ShipStationStub
import TestSupport

/// What tests of the sync say of a scene. Instants are milliseconds since 1970.
extension Scene {
  /// Noon of a day that is over, in UTC: where nothing depends on the day, this is now.
  static let noon: Int64 = 1_749_556_800_000  // 2025-06-10T12:00:00Z

  /// An order whose id is its number, with the few members that the sync reads: cheap by the thousand.
  static func remoteOrder(
    _ number: Int64, changed: Int64, status: String = "awaiting_shipment", units: Int64? = 1
  ) -> StubOrder {
    let text = PacificTime.text(unixMilliseconds: changed)
    let item =
      units.map {
        #"{"orderItemId":\#(number)1,"sku":"17612","quantity":\#($0),"unitPrice":10.00}"#
      } ?? ""
    let listed: JSON = [
      "orderId": JSON(number), "orderNumber": .string(String(number)), "orderDate": .string(text),
      "modifyDate": .string(text), "orderStatus": .string(status),
    ]
    let bytes = Array(
      (String(decoding: listed.bytes.dropLast(), as: UTF8.self)
        + #","orderTotal":10.00,"shipTo":{"name":"Test Customer"},"items":[\#(item)]}"#).utf8)
    return StubOrder(id: number, bytes: bytes, listedAs: listed)
  }

  /// Puts an order into ShipStation, or a new state of it.
  func change(
    _ number: Int64, at instant: Int64, status: String = "awaiting_shipment", units: Int64? = 1
  ) {
    stub.setOrder(Self.remoteOrder(number, changed: instant, status: status, units: units))
  }

  /// Puts headers without lines into the shop, and their orders into ShipStation, dated like their
  /// last change.
  func ghosts(_ numbers: [Int64], changed: Int64) throws {
    for number in numbers { change(number, at: changed, status: "shipped") }
    try shop.psql(
      """
      insert into orders_inbox (order_number, order_date, status, shipstation_order_id)
      select n, '\(PacificTime.text(unixMilliseconds: changed).prefix(10))', 'awaiting_shipment', n
      from unnest('{\(numbers.map(String.init).joined(separator: ","))}'::text[]) as n
      """)
  }

  /// Sets how far the sync has read.
  func setWatermark(_ instant: Int64) throws {
    try shop.psql(
      """
      insert into sync_watermark (workflow_name, last_sync_timestamp)
      values (
        'shipkeeper',
        to_char(to_timestamp(\(instant / 1000)) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))
      on conflict (workflow_name) do update set last_sync_timestamp = excluded.last_sync_timestamp
      """)
  }

  /// How far the sync has read; nil before its first page.
  var watermark: Int64? {
    get throws {
      try Int64(
        shop.psql(
          """
          select extract(epoch from last_sync_timestamp::timestamptz)::bigint * 1000
          from sync_watermark where workflow_name = 'shipkeeper'
          """))
    }
  }

  /// Everything the sync leaves behind, but ids and times of this machine.
  var memory: String {
    get throws {
      try shop.psql(
        """
        select 'header', to_jsonb(o) - '{id,created_at,updated_at}'::text[] from orders_inbox o
        union all
        select 'line', to_jsonb(i) - '{id,order_inbox_id}'::text[] || jsonb_build_object('order', o.order_number)
        from order_items_inbox i join orders_inbox o on o.id = i.order_inbox_id
        union all
        select 'seen', to_jsonb(s) - '{seen_at,cycle_id,apply_at}'::text[] from shipkeeper.seen_order s
        union all
        select 'refused', to_jsonb(r)
          - '{refused_order_id,refused_at,attempts,attempted_at,next_attempt_at}'::text[]
        from shipkeeper.refused_order r
        union all
        select 'watermark', to_jsonb(w.last_sync_timestamp) from sync_watermark w
        order by 1, 2
        """)
    }
  }

  /// Orders that are here, by number.
  var numbers: [Int64] {
    get throws {
      try shop.psql("select order_number from orders_inbox order by order_number::bigint")
        .split(separator: "\n").compactMap { Int64($0) }
    }
  }

  /// The lists asked for since the log was last emptied, each as its parameters.
  var lists: [[String: String]] {
    stub.requests.filter { $0.path == "/orders" }.map(\.parameters)
  }
}
