import PrivatePostgres
import TestSupport
import Testing

/// `down --all` looks for every reason to refuse first; then it ends, or it changes nothing.
@Suite struct WayBackTests {
  /// What stands in the way, what `down --all` says of it, and what takes it out of the way.
  struct Reason: Sendable, CustomTestStringConvertible {
    let sql: String
    let saying: String
    let mending: String
    var testDescription: String { saying }
  }

  static let reasons = [
    Reason(
      sql: """
        update orders_inbox set status = 'pending_fulfillment' where id = 3;
        update orders_inbox set status = 'rejected_fulfillment' where id = 4
        """,
      saying: """
        2 orders have status pending_fulfillment or rejected_fulfillment, which the shop's own check refuses: 3, 4.
        Shipkeeper does not guess another. To hold them: update public.orders_inbox set status = 'on_hold' \
        where status in ('pending_fulfillment', 'rejected_fulfillment');
        """,
      mending:
        "update public.orders_inbox set status = 'on_hold' where status in ('pending_fulfillment', 'rejected_fulfillment')"
    ),
    Reason(
      sql: "update orders_inbox set status = 'rejected_fulfillment'",
      saying:
        "refuses: 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, ....\n",
      mending: "update orders_inbox set status = 'on_hold'"),
    Reason(
      sql: "update orders_inbox set manual_lot_override = true where id in (7, 8)",
      saying: """
        2 orders have a manual lot override, which would be lost: 7, 8.
        To take it off them: update public.orders_inbox set manual_lot_override = false where manual_lot_override;
        """,
      mending:
        "update public.orders_inbox set manual_lot_override = false where manual_lot_override"),
    Reason(
      sql: "create view report as select order_number, manual_lot_override from orders_inbox",
      saying: "view public.report uses column manual_lot_override of public.orders_inbox",
      mending: "drop view report"),
    Reason(
      sql: "create materialized view report as select * from shipkeeper_report.ghost_orders",
      saying: "materialized view public.report uses shipkeeper_report.ghost_orders",
      mending: "drop materialized view report"),
    Reason(
      sql: """
        create function report() returns bigint language sql
        begin atomic select count(*) from shipkeeper_report.ghost_orders; end
        """,
      saying: "function public.report() uses shipkeeper_report.ghost_orders",
      mending: "drop function report()"),
    Reason(
      sql: "create table report (cycle_id bigint references shipkeeper.cycle)",
      saying: "constraint report_cycle_id_fkey on table public.report uses shipkeeper.cycle",
      mending: "drop table report"),
    Reason(
      sql: "create table report (line shipkeeper_report.ghost_orders)",
      saying: "column line of table public.report uses shipkeeper_report.ghost_orders",
      mending: "drop table report"),
    Reason(
      sql:
        "create trigger mine after update on orders_inbox for each row execute function shipkeeper.note_status()",
      saying: "trigger mine on table public.orders_inbox uses shipkeeper.note_status()",
      mending: "drop trigger mine on orders_inbox"),
    Reason(
      sql: "create table shipkeeper_report.own (id bigint)",
      saying:
        "The schemas stay, since they hold what no migration made: table shipkeeper_report.own.",
      mending: "drop table shipkeeper_report.own"),
    Reason(
      sql: "create table shipkeeper.own (id bigint generated always as identity)",
      saying:
        "The schemas stay, since they hold what no migration made: sequence shipkeeper.own_id_seq, table shipkeeper.own.",
      mending: "drop table shipkeeper.own"),
    Reason(
      sql: "create domain shipkeeper_operator.own as text",
      saying:
        "The schemas stay, since they hold what no migration made: type shipkeeper_operator.own.",
      mending: "drop domain shipkeeper_operator.own"),
    Reason(
      sql: "create function shipkeeper.own() returns integer language sql return 1",
      saying:
        "The schemas stay, since they hold what no migration made: function shipkeeper.own().",
      mending: "drop function shipkeeper.own()"),
  ]

  @Test(arguments: reasons)
  func aReasonIsToldBeforeAnythingIsDone(reason: Reason) throws {
    let shop = try TestShop.withOrders()
    let before = try shop.schema()
    try shop.migrateSuccessfully("up", user: "shop_dba")
    try shop.psql(reason.sql, user: "shop_owner")
    let deployed = try shop.schema()
    let rows = try shop.rows()
    let archive = try Command.output(of: "mktemp", ["-d"]).filter { !$0.isNewline }
    defer { _ = try? Command.run("rm", ["-rf", archive]) }
    for command in [["down"], ["plan", "down"]] {
      let output = try Command.run(
        ProductPath.migrate, command + ["--all", "--export", archive],
        environment: shop.environment(user: "shop_dba"))
      #expect(output.status == 1)
      #expect(output.stderr.contains(reason.saying), "\(output.text)")
      #expect(output.stderr.hasSuffix("\nNothing was changed.\n"), "\(output.text)")
      #expect(output.stdout == "")
    }
    #expect(try shop.schema() == deployed)
    #expect(try shop.rows() == rows)
    try shop.psql(reason.mending, user: "shop_owner")
    try shop.migrateSuccessfully("down", "--all", "--export", archive, user: "shop_dba")
    #expect(try shop.schema() == before)
  }

  /// Functions that take its rows stay, and the server does not find them by name any more.
  @Test func aViewThatIsGoneStopsNeitherVerifyNorTheWayBack() throws {
    let shop = try TestShop.withOrders()
    let before = try shop.schema()
    try shop.migrateSuccessfully("up")
    try shop.psql(
      "drop view shipkeeper.orders_without_lines cascade", user: "shop_owner")
    let found = try shop.migrate("verify")
    #expect(
      found.stdout.contains("object_missing: view shipkeeper.orders_without_lines: It was dropped"),
      "\(found.text)")
    try shop.migrateSuccessfully("down", "--all")
    #expect(try shop.schema() == before)
  }

  @Test func allReasonsAreToldAtOnce() throws {
    let shop = try TestShop.withOrders()
    try shop.migrateSuccessfully("up", user: "shop_dba")
    try shop.migrateSuccessfully("up", "--contract", "--accept", "all", user: "shop_dba")
    try shop.psql(ContractTests.repeatedSKU, user: "shop_owner")
    for reason in [Self.reasons[0], Self.reasons[2], Self.reasons[3], Self.reasons[9]] {
      try shop.psql(reason.sql, user: "shop_owner")
    }
    let deployed = try shop.schema()
    let output = try shop.migrate("down", "--all", user: "shop_dba")
    #expect(output.status == 1)
    for sentence in [
      "This would be lost; `down --export DIR` writes it out first:\n  shipkeeper.audit, 2 rows: ",
      "  shipkeeper.order_status_history, 3 rows: ",
      "1 orders hold a SKU on several lines, which the shop's unique constraint would refuse: 100531.",
      "2 orders have status pending_fulfillment", "2 orders have a manual lot override",
      "Not made by Shipkeeper, but built on it: view public.report", "The schemas stay",
    ] {
      #expect(output.stderr.contains(sentence), "\(output.text)")
    }
    #expect(try shop.schema() == deployed)
  }

  @Test func tablesThatUpMadeStayWithTheirRows() throws {
    let shop = try ShopServer.shared.newShop(.empty)
    _ = try ShopServer.shared.newShop(.adopted)
    try shop.migrateSuccessfully("up")
    try shop.psql(
      """
      insert into sku_lot (sku, lot, active) values ('17612', '250300', 0);
      insert into system_kpis (snapshot_date) values ('2026-01-01');
      """, user: "shop_owner")
    let deployed = try shop.schema()
    let output = try shop.migrate("down", "--all")
    #expect(output.status == 1)
    #expect(
      output.stderr == """
        Shipkeeper created these tables, and they hold rows, which would be lost: public.sku_lot, public.system_kpis.
        Empty them first, or keep them: delete from shipkeeper.created_table where table_name = any \
        ('{sku_lot,system_kpis}');
        Nothing was changed.

        """)
    #expect(try shop.schema() == deployed)
    try shop.psql(
      "delete from shipkeeper.created_table where table_name = any ('{sku_lot,system_kpis}')",
      user: "shop_owner")
    try shop.migrateSuccessfully("down", "--all")
    #expect(try shop.psql("select count(*) from sku_lot, system_kpis") == "1")
    #expect(try shop.psql("select to_regclass('orders_inbox') is null") == "t")
  }

  /// In an adopted shop, an empty database, and one whose owner is no login and whose DBA is no superuser.
  @Test(arguments: [ShopServer.Kind.legacy, .empty])
  func uninstalledAndInstalledAgainAllIsTheSame(kind: ShopServer.Kind) throws {
    _ = try TestShop.withOrders()
    let shop = try ShopServer.shared.newShop(kind)
    let owner = "\(shop.database)_owner"
    try shop.psql("create role \(owner) nologin; create role \(owner)_dba login in role \(owner)")
    try shop.psql(
      """
      select format('alter table %s owner to \(owner)', oid::regclass) from pg_class
      where relkind = 'r' and relnamespace = 'public'::regnamespace \\gexec
      alter database \(shop.database) owner to \(owner);
      """)
    defer { _ = try? shop.postgres.psql("drop role if exists \(owner)_dba") }
    let before = try shop.schema()
    try shop.migrateSuccessfully("up", user: "\(owner)_dba")
    let deployed = try shop.schema()
    try shop.migrateSuccessfully("down", "--all", user: "\(owner)_dba")
    #expect(try shop.schema() == before)
    try shop.migrateSuccessfully("up", user: "\(owner)_dba")
    #expect(try shop.schema() == deployed)
    #expect(try shop.migrateSuccessfully("verify", user: "\(owner)_dba") == "No finding.\n")
  }
}
