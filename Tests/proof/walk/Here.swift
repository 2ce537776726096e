import ProofSupport
import ShipStationStub
import TestSupport

/// What other programs and people do to the shop's tables; what it was.
func here(_ world: World, _ dice: inout Dice) throws -> String {
  switch dice.roll(1...6) {
  case 1, 2, 3:
    guard let order = world.stub.orders.randomElement(using: &dice) else { return "here: nothing" }
    return try copy(order, withLines: !dice.once(in: 2), to: world)
  case 4:
    return try said(
      world, "a line's quantity",
      """
      with line as (
        update order_items_inbox set quantity = quantity + 1
        where id = (select id from order_items_inbox order by md5(id || '\(dice.next())') limit 1) returning order_inbox_id
      )
      update orders_inbox as o set total_items = total_items + 1 from line where o.id = line.order_inbox_id returning o.order_number
      """)
  case 5:
    let status = dice.pick(["awaiting_shipment", "on_hold", "shipped", "cancelled"])
    return try said(
      world, "is \(status)",
      """
      update orders_inbox set status = '\(status)'
      where id = (select id from orders_inbox order by md5(id || '\(dice.next())') limit 1) returning order_number
      """)
  default:
    return try said(
      world, "deleted",
      """
      delete from orders_inbox
      where id = (select id from orders_inbox order by md5(id || '\(dice.next())') limit 1) returning order_number
      """)
  }
}

/// An importer brings an order in as it stands now, or its header alone, unless its number is here.
private func copy(_ order: StubOrder, withLines: Bool, to world: World) throws -> String {
  let document = String(decoding: order.bytes, as: UTF8.self)
  return try said(
    world, withLines ? "copied" : "copied without lines",
    """
    with document (d) as (values ($json$\(document)$json$::jsonb)),
    header as (
      insert into orders_inbox (order_number, order_date, status, shipstation_order_id, total_items)
      select d ->> 'orderNumber', current_date, d ->> 'orderStatus', d ->> 'orderId', 0 from document
      where not exists (select from orders_inbox where shipstation_order_id = d ->> 'orderId')
      on conflict do nothing returning id, order_number
    ),
    line as (
      insert into order_items_inbox (order_inbox_id, sku, quantity)
      select h.id, i ->> 'sku', sum((i ->> 'quantity')::integer)
      from header as h, document, jsonb_array_elements(d -> 'items') as i
      where \(withLines) group by h.id, i ->> 'sku' returning order_inbox_id, quantity
    )
    select order_number from header, (select count(*) from line) as written
    """)
}

private func said(_ world: World, _ what: String, _ sql: String) throws -> String {
  let number = try world.shop.psql(sql, user: "shop_program")
  // The total is the importer's, too: a statement of its own sees the lines.
  try world.shop.psql(
    """
    update orders_inbox as o set total_items = l.units
    from (select order_inbox_id, sum(quantity) as units from order_items_inbox group by order_inbox_id) as l
    where l.order_inbox_id = o.id and o.order_number = '\(number)' and o.total_items = 0
    """, user: "shop_program")
  return "here: \(number) \(what)"
}
