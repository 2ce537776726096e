import PrivatePostgres
import ShipStationStub
import TestSupport
import Testing

/// The shop's own programs at work on the very orders that the sync writes.
@Suite("Sync: beside the shop's own programs")
struct SyncWriterTests {
  let scene: Scene

  init() throws {
    scene = try Scene(sync: "full")
    try scene.setWatermark(Scene.noon)
    scene.stub.setClock(unixMilliseconds: Scene.noon + 36_000_000)
  }

  /// The shop's sync: transactions that change six of twelve known headers and copy three headers of
  /// orders in ShipStation, each in any order. It ends with an error where it waits 250 ms for a lock.
  private func startShop() throws -> RunningCommand {
    try Command.start(
      "\(scene.shop.postgres.binaries)/psql",
      [
        "-XAtqv", "ON_ERROR_STOP=1", "-c", "set lock_timeout = '250ms'", "-c",
        """
        do $$
        declare
          v_number text;
        begin
          while (select is_open from shop) loop
            for v_number in select n from generate_series(1, 12) as n order by random() limit 6 loop
              update orders_inbox set notes = 'seen', updated_at = now() where order_number = v_number;
              perform pg_sleep(0.002);
            end loop;
            for v_number in
              select n from shop, generate_series(13, shop.newest) as n order by random() limit 3
            loop
              insert into orders_inbox (order_number, order_date, status, shipstation_order_id)
              values (v_number, '2025-06-10', 'awaiting_shipment', v_number)
              on conflict (order_number) do nothing;
              perform pg_sleep(0.002);
            end loop;
            commit;
          end loop;
        end
        $$
        """,
      ], environment: scene.shop.environment(user: "shop_program"))
  }

  @Test("Nobody waits long, nothing deadlocks, and in the end all is as in ShipStation")
  func sameOrders() throws {
    for number in Int64(1)...40 { scene.change(number, at: Scene.noon + number) }
    #expect(try scene.shipkeeper("run").status == 0)
    try scene.shop.psql(
      """
      create table shop as select true as is_open, 12 as newest;
      grant select on shop to shop_program;
      """)
    let shop = try startShop()
    var there: [String] = []
    for round in Int64(1)...5 {
      there = []
      let newest = 12 + 15 * round
      for number in 1...newest {
        let status = number % 3 == round % 3 ? "on_hold" : "awaiting_shipment"
        let units = 1 + (number + round) % 5
        scene.change(
          number, at: Scene.noon + round * 3_600_000 + number, status: status, units: units)
        there.append("\(number)|\(status)|\(units)|1|\(units)")
      }
      try scene.shop.psql("update shop set newest = \(newest)")
      #expect(try scene.shipkeeper("run").status == 0)
    }
    try scene.shop.psql("update shop set is_open = false")
    let end = try shop.wait()
    #expect(end.status == 0, "\(end.stderr)")

    try scene.letTimePass()
    #expect(try scene.shipkeeper("run").status == 0)
    #expect(
      try scene.shop.psql(
        """
        select o.order_number, o.status, o.total_items, count(i.id), sum(i.quantity)
        from orders_inbox o left join order_items_inbox i on i.order_inbox_id = o.id
        group by o.id order by o.order_number::bigint
        """) == there.joined(separator: "\n"))
    #expect(
      try scene.shop.psql(
        "select deadlocks from pg_stat_database where datname = current_database()") == "0")
    #expect(
      try scene.shop.psql(
        """
        select reason from shipkeeper.order_outcome
        where work_kind <> 'lots' and outcome not in ('imported', 'updated', 'backfilled') and reason <> 'locked'
        """) == "")
  }
}
