extension Demo {
  /// All orders, with their lines in one column.
  static let ordersQuery = """
    select
      o.order_number as "order", o.status, o.total_items as items,
      coalesce(
        string_agg(i.quantity || ' x ' || coalesce(i.sku_lot, i.sku), ', ' order by i.sku),
        '-') as lines,
      coalesce(nullif(o.shipstation_order_id, ''), '-') as "ShipStation id"
    from public.orders_inbox as o
    left join public.order_items_inbox as i on i.order_inbox_id = o.id
    group by o.id
    order by o.id;
    """

  /// The last outcome of each order, in the words of the demo.
  static let outcomesQuery = """
    with last as (
      select distinct on (o.order_number) o.order_number, o.outcome, o.reason, o.cycle_id
      from shipkeeper_report.order_outcomes as o
      order by o.order_number, o.recorded_at desc
    ),
    explained (order_number, because) as (
      values
      ('TEST-ORDER-API-DOCS', 'one product; its discount line is none'),
      ('1615', 'one product, in a recorded answer of 2024'),
      ('104778', 'cancelled in ShipStation; its line is taken too'),
      ('100528', 'shipped there with 2 x 17612'),
      ('100529', 'nobody has entered a line yet: asked again later'),
      ('100530', 'ShipStation does not know it (404)'),
      ('100531', 'one SKU on two lines, which the shop can store now'),
      ('100532', 'the API timed out; the next cycle got it'),
      ('100533', 'the rate limit came first; the next cycle got it'),
      ('100535', 'came on a page: no request of its own')
    )
    select l.order_number as "order", l.cycle_id as cycle, l.outcome, l.reason, e.because
    from last as l
    join explained as e on e.order_number = l.order_number
    order by l.cycle_id, l.order_number;
    """

  /// The SKUs that ShipStation holds on several lines of an order.
  static let repeatedSKUsQuery = """
    select r.order_number as "order", r.sku, r.lines, r.units, r.stored_as, r.units_stored
    from shipkeeper_report.repeated_skus as r;
    """

  /// A header that comes later.
  static let newGhost = """
    insert into public.orders_inbox (order_number, order_date, status, shipstation_order_id, created_at)
    values
      ('100535', '2025-11-06', 'awaiting_shipment', '210100535', current_timestamp - interval '1 hour');
    """

  /// The ghosts, in the form of `healedOrders`.
  static let healedOrdersQuery = """
    select o.order_number, o.status, o.total_items,
      string_agg(i.quantity || 'x' || i.sku || '@' || i.unit_price_cents, ' ' order by i.sku, i.id)
    from public.orders_inbox as o
    left join public.order_items_inbox as i on i.order_inbox_id = o.id
    where o.order_number not in ('100521', '100522', '100523')
    group by o.id
    order by o.id;
    """

  /// What is to come of the ghosts.
  static let healedOrders = """
    TEST-ORDER-API-DOCS|awaiting_shipment|2|2xABC123@9999
    1615|awaiting_shipment|1|1xFPPF-SVOR-MD01@1699
    104778|cancelled|1|1xtestSku1@100
    100528|shipped|2|2x17612@1999
    100529|awaiting_shipment|0|
    100530|cancelled|0|
    100531|awaiting_shipment|5|3x17612@1999 2x17612@1799
    100532|awaiting_shipment|3|1x17612@1999 2xBUNDLE-001@4999
    100533|shipped|4|4x17612@1999
    100534|awaiting_shipment|0|
    100535|shipped|6|6x17612@1999
    """

  /// The orders that were no ghosts, and their lines, without the columns that came with Shipkeeper.
  static let ordinaryOrdersQuery = """
    select
      (select jsonb_object_agg(c.key, c.value) from jsonb_each(to_jsonb(o)) as c where c.key !~ '^manual_lot_override'),
      i.id, i.sku, i.sku_lot, i.quantity, i.unit_price_cents
    from public.orders_inbox as o
    left join public.order_items_inbox as i on i.order_inbox_id = o.id
    where o.order_number in ('100521', '100522', '100523')
    order by o.id, i.id;
    """
}
