import PrivatePostgres
import ShipStationStub

extension Demo {
  /// Orders released from hold with an outdated lot: what becomes of each, in a dry run and in earnest.
  func updateLots() throws {
    Console.heading("Lots: orders come back from hold, and 250300 is the lot of 17612 now")
    try prepareLots()
    try show(Demo.lotOrdersQuery)

    Console.say("A new installation is in dry_run: nothing is written, but what would be is told.")
    try release("100541")
    try shipkeeper("run", mayWrite: true)
    try expect(stub.requests.allSatisfy { $0.method == "GET" }, "a dry run wrote to ShipStation")

    Console.say("Now in earnest. 100545 is to keep its lot: an operator says so.")
    try change("lot_mode = 'automatic'")
    try operate("set_lot_override('100545', 'the customer asked for this lot')")
    for number in Demo.lotOrders.dropFirst() { try release(number) }
    stub.resetLog()
    try shipkeeper("run", mayWrite: true)
    try showReviews()
    let posts = stub.requests.filter { $0.method == "POST" }
    try expect(posts.count == 1, "\(posts.count) orders were written to ShipStation, not one")

    Console.say("The operator looks on the shelf: 100543 is not packed yet.")
    try operate("approve_lot_update(\(reviewOf("100543")))")
    try shipkeeper("run", mayWrite: true)
    try show(Demo.lotUpdatesQuery, user: "shop_analyst")

    let reviews = try postgres.psql(Demo.reviewsQuery, database: "shop")
    try expect(reviews == Demo.reviews, "the reviews are not as expected:\n\(reviews)")
    let skus = Demo.lotOrders.map {
      stub.order(id: 210_000_000 + Int64($0)!)?.json["items"]?.elements?.first?["sku"]?.text
    }
    try expect(
      skus == [Demo.oldSKU, Demo.newSKU, Demo.newSKU, "18675 - 250100", Demo.oldSKU],
      "ShipStation has other SKUs: \(skus)")
    Console.say("Each line that was written has its trace. The server and its folder are removed.")
  }

  /// Orders that ShipStation has just made and released, on hold in the shop.
  private func prepareLots() throws {
    let now = PacificTime.text(unixMilliseconds: stub.clockMilliseconds)
    for number in Demo.lotOrders {
      let sku = number == "100544" ? "18675 - 250100" : Demo.oldSKU
      stub.setOrder(
        .json(
          id: 210_000_000 + Int64(number)!, number: number,
          items: [StubItem(sku: sku, quantity: 2)], orderDate: now))
    }
    Console.say("An active lot counts at once here, instead of after half an hour.")
    try change("sync_mode = 'off', lot_active_for = '0'")
    try postgres.psql(Demo.heldOrders, database: "shop", user: "shop_owner")
  }

  private func release(_ number: String) throws {
    let statement =
      "update orders_inbox set status = 'awaiting_shipment' where order_number = '\(number)'"
    Console.command("psql -c \"\(statement)\"")
    try postgres.psql(statement, database: "shop", user: "shop_owner")
  }

  private func operate(_ call: String) throws {
    Console.command("PGUSER=shop_operator psql -c \"select shipkeeper_operator.\(call)\"")
    try postgres.psql("select shipkeeper_operator.\(call)", database: "shop", user: "shop_operator")
  }

  private func reviewOf(_ number: String) throws -> String {
    try postgres.psql(
      "select lot_review_id from shipkeeper_report.lot_reviews where order_number = '\(number)'",
      database: "shop")
  }

  private func showReviews() throws {
    try show(
      """
      select r.order_number as "order", r.state, r.outcome, r.reason, e.because
      from shipkeeper_report.lot_reviews as r
      join (
        values
        ('100541', 'a dry run'), ('100542', 'released from hold'), ('100543', 'waited to be shipped before'),
        ('100544', '18675 has no active lot any more'), ('100545', 'an operator said so')
      ) as e (order_number, because) on e.order_number = r.order_number
      order by r.lot_review_id;
      """, user: "shop_analyst")
  }

  static let oldSKU = "17612 - 250237"
  static let newSKU = "17612 - 250300"
  static let lotOrders = ["100541", "100542", "100543", "100544", "100545"]

  /// The headers with their lines. 100543 waited to be shipped before it was put on hold.
  static let heldOrders = """
    insert into public.sku_lot (sku, lot, active) values ('18675', '250100', 0);
    with headers as (
      insert into public.orders_inbox (order_number, order_date, status, shipstation_order_id, total_items)
      select n, current_date, case n when 100543 then 'awaiting_shipment' else 'on_hold' end, '210' || n, 2
      from generate_series(100541, 100545) as n
      returning id, order_number
    )
    insert into public.order_items_inbox (order_inbox_id, sku, sku_lot, quantity, unit_price_cents)
    select
      id, case order_number when '100544' then '18675' else '17612' end,
      case order_number when '100544' then '18675 - 250100' else '17612 - 250237' end, 2, 1999
    from headers;
    update public.orders_inbox set status = 'on_hold' where order_number = '100543';
    """

  static let lotOrdersQuery = """
    select o.order_number as "order", o.status, i.quantity || ' x ' || i.sku_lot as line
    from public.orders_inbox as o
    join public.order_items_inbox as i on i.order_inbox_id = o.id
    where o.order_number between '100541' and '100545'
    order by o.id;
    """

  static let lotUpdatesQuery = """
    select
      u.order_number as "order", u.base_sku as sku, u.old_lot, u.new_lot, u.updated_by, u.reason, u.dry_run
    from shipkeeper_report.lot_updates as u
    order by u.updated_at;
    """

  static let reviewsQuery = """
    select r.order_number, r.state, r.outcome, r.reason from shipkeeper_report.lot_reviews as r order by r.order_number;
    """

  static let reviews = """
    100541|closed|would_update|
    100542|closed|verified|
    100543|closed|verified|
    100544|closed|skipped|no_active_lot
    100545|closed|skipped|manual_override
    """
}
