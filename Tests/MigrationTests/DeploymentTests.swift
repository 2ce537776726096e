import Glibc
import PrivatePostgres
import TestSupport
import Testing

/// Shipkeeper's own migrations on shops, forward and back.
@Suite struct DeploymentTests {
  @Test func upAndDownLeaveAShopAsItWas() throws {
    let shop = try TestShop.withOrders()
    let schema = try shop.schema()
    let rows = try shop.rows()
    try shop.migrateSuccessfully("up", user: "shop_dba")
    #expect(
      try shop.migrateSuccessfully("up", user: "shop_dba").hasPrefix(
        "Left out: 0013_other_lines_index, ")
    )
    #expect(try shop.migrateSuccessfully("verify", user: "shop_dba") == "No finding.\n")
    #expect(
      try shop.psql(
        """
        select distinct pg_get_userbyid(relowner) from pg_class
        where relnamespace::regnamespace::text like 'shipkeeper%'
        """) == "shop_owner")
    try shop.migrateSuccessfully("down", "--all", user: "shop_dba")
    #expect(try shop.schema() == schema)
    #expect(try shop.rows() == rows)
  }

  @Test func everyStepBackCanBeTakenAgain() throws {
    let shop = try TestShop.withOrders()
    let schema = try shop.schema()
    try shop.migrateSuccessfully("up", user: "shop_dba")
    let deployed = try shop.schema()
    let steps = try shop.psql("select count(*) from shipkeeper.migration")
    for _ in 1...(Int(steps) ?? 0) {
      try shop.migrateSuccessfully("down", user: "shop_dba")
    }
    #expect(try shop.psql("select count(*) from shipkeeper.migration") == "0")
    try shop.migrateSuccessfully("up", user: "shop_dba")
    #expect(
      try shop.schema().split(separator: "\n").sorted() == deployed.split(separator: "\n").sorted())
    try shop.migrateSuccessfully("down", "--all", user: "shop_dba")
    #expect(try shop.schema() == schema)
  }

  @Test func anEmptyDatabaseGetsTheShopsTablesAndLosesThemAgain() throws {
    let shop = try ShopServer.shared.newShop(.empty)
    _ = try ShopServer.shared.newShop(.adopted)
    let schema = try shop.schema()
    try shop.migrateSuccessfully("up")
    #expect(try shop.psql("select count(*) from public.orders_inbox") == "0")
    #expect(try shop.migrateSuccessfully("verify") == "No finding.\n")
    try shop.migrateSuccessfully("down", "--all")
    #expect(try shop.schema() == schema)
  }

  /// A copy of the shop's tables without rows is the shop's all the same.
  /// What stands under the name of a table that we made is the shop's, when the shop put it there.
  @Test(arguments: ["0001", "0004", ""])
  func tablesThatTheShopLoadedSinceAreTheShops(upTo: String) throws {
    let shop = try ShopServer.shared.newShop(.empty)
    if upTo.isEmpty {
      try shop.migrateSuccessfully("up")
      try shop.migrateSuccessfully("down", "0004")
    } else {
      try shop.migrateSuccessfully("up", "--to", upTo)
    }
    try shop.psql(
      "drop table orders_inbox, order_items_inbox, sku_lot, sync_watermark, system_kpis cascade")
    try shop.load("Tests/shops/legacy.sql", user: "shop_owner")
    let up = try shop.migrateSuccessfully("up")
    #expect(up.contains("Go on with `up --contract`"), "\(up)")
    if upTo == "0001" {
      #expect(try shop.psql("select sync_mode from shipkeeper.settings") == "heal_only")
    }
    try shop.psql(
      "insert into order_items_inbox (order_inbox_id, sku, quantity) select null, '1', 1 where false "
        + "on conflict (order_inbox_id, sku) do nothing")
    let down = try shop.migrate("down", "--all")
    #expect(down.status == 0, "\(down.text)")
    #expect(try shop.psql("select count(*) from orders_inbox, order_items_inbox, sku_lot") == "0")
  }

  @Test func anEmptyShopKeepsItsConstraint() throws {
    let shop = try ShopServer.shared.newShop(.legacy)
    let output = try shop.migrateSuccessfully("up")
    #expect(
      output.contains("0015_repeated_skus_way_back: public.order_items_inbox was here before"))
    let put = """
      insert into orders_inbox (id, order_number, order_date) values (1, '1', current_date) on conflict do nothing;
      insert into order_items_inbox (order_inbox_id, sku, quantity) values (1, '17612', 2)
      on conflict (order_inbox_id, sku) do update set quantity = excluded.quantity;
      """
    try shop.psql(put, user: "shop_owner")
    try shop.migrateSuccessfully("up")
    try shop.psql(put, user: "shop_owner")
    try shop.migrateSuccessfully("up", "--contract", "--accept", "all")
    #expect(throws: (any Error).self) { try shop.psql(put, user: "shop_owner") }
  }

  /// What an operator took back on purpose is not done again unasked, whoever made the table.
  @Test func aContractTakenBackIsAskedForAgain() throws {
    let shop = try ShopServer.shared.newShop(.empty)
    _ = try ShopServer.shared.newShop(.adopted)
    try shop.migrateSuccessfully("up", "--to", "0012")
    try shop.psql(
      """
      insert into orders_inbox (id, order_number, order_date) values (1, '1', current_date);
      insert into order_items_inbox (order_inbox_id, sku, quantity) values (1, '17612', 2);
      """, user: "shop_owner")
    #expect(try shop.migrateSuccessfully("up").hasSuffix("Done.\n"))
    try shop.migrateSuccessfully("down", "--contract")
    #expect(try shop.migrateSuccessfully("up").hasPrefix("Left out: 0013_other_lines_index"))
  }

  @Test func triggersChangedByHandAreGivenBack() throws {
    let shop = try ShopServer.shared.newShop()
    let triggers = """
      select pg_get_triggerdef(oid), tgenabled from pg_trigger where not tgisinternal order by tgrelid, tgname
      """
    let deployed = try shop.psql(triggers)
    try shop.psql(
      """
      create or replace trigger shipkeeper_status_updated after update on orders_inbox
      for each row when (false) execute function shipkeeper.note_status();
      alter table orders_inbox disable trigger shipkeeper_status_inserted;
      alter table shipkeeper.audit disable trigger append_only;
      """, user: "shop_owner")
    try shop.migrateSuccessfully("up", "--replace-changed")
    #expect(try shop.psql(triggers) == deployed)
    #expect(try shop.migrateSuccessfully("verify") == "No finding.\n")

    try shop.psql("alter trigger shipkeeper_status_updated on orders_inbox rename to kept")
    try shop.migrateSuccessfully("up")
    #expect(
      try shop.psql("select finding, object from shipkeeper.verify()")
        == "trigger_twice|trigger kept on public.orders_inbox")
  }

  @Test(arguments: [["--replace-changed"], ["--reload"]])
  func loadingFunctionsAgainWaitsForNoWriterAndStopsNone(options: [String]) throws {
    let shop = try ShopServer.shared.newShop()
    let writer = try shop.hold(
      "insert into orders_inbox (order_number, order_date) values ('1', current_date)")
    let loaded = try shop.migrateSuccessfully("up", options[0])
    #expect(loaded.hasPrefix("sql/ ") && !loaded.contains("tries"), Comment(rawValue: loaded))
    try shop.endHeldTransactions()
    _ = try writer.wait()
  }

  @Test func aBusyShopIsLeftInOneGoAndItsHistoryIsWrittenOut() throws {
    let shop = try ShopServer.shared.newShop()
    let writer = try Command.start(
      "\(shop.postgres.binaries)/psql", ["-XAtq"],
      environment: shop.environment(user: "shop_owner"),
      input: """
        insert into orders_inbox (order_number, order_date)
        values (clock_timestamp()::text, current_date) \\watch 0.02
        """)
    try shop.waitUntil("select count(*) > 10 from shipkeeper.order_status_history")
    let archive = try Command.output(of: "mktemp", ["-d"]).filter { !$0.isNewline }
    defer { _ = try? Command.run("rm", ["-rf", archive]) }
    try shop.migrateSuccessfully("down", "--all", "--export", archive)
    writer.kill(SIGTERM)
    _ = try writer.wait()
    let written = try Command.output(
      of: "wc", ["-l", "\(archive)/shipkeeper.order_status_history.csv"])
    #expect(Int(written.prefix { $0 != " " }) ?? 0 > 10)
    #expect(try Command.output(of: "ls", [archive]) == "shipkeeper.order_status_history.csv\n")
  }

  @Test func aRestoredCopyIsAsItWasDeployed() throws {
    let shop = try ShopServer.shared.newShop()
    let copy = try ShopServer.shared.newShop(.empty)
    let dump = try Command.output(
      of: "\(shop.postgres.binaries)/pg_dump", environment: shop.environment(user: "postgres"))
    try copy.psql(dump)
    #expect(try copy.migrateSuccessfully("verify") == "No finding.\n")
    #expect(try copy.psql("select * from shipkeeper.verify()", user: "shop_owner") == "")
  }

  @Test func rightsThatEverybodyGotByHandStayVisible() throws {
    let shop = try ShopServer.shared.newShop()
    try shop.psql("grant select on shipkeeper_report.cycles to public", user: "shop_owner")
    try shop.migrateSuccessfully("up", "--reload")
    try shop.psql("grant select on shipkeeper_report.cycles to public", user: "shop_owner")
    try shop.migrateSuccessfully("up", "--replace-changed")
    #expect(
      try shop.migrate("verify").stdout.contains("view shipkeeper_report.cycles")
        && shop.psql("select object from shipkeeper.verify()").contains("shipkeeper_report.cycles"))
    try shop.psql(
      """
      revoke select on shipkeeper_report.cycles from public;
      grant select on shipkeeper.request to public;
      revoke usage on schema shipkeeper_runner from shipkeeper_runner;
      """, user: "shop_owner")
    #expect(
      try shop.psql("select finding, object from shipkeeper.verify() order by 1")
        == "grant_missing|schema shipkeeper_runner\nopen_to_public|table shipkeeper.request")
  }

  /// What an order went through while nobody kept its statuses is not known, however it ends.
  @Test func aGapInTheHistoryIsNotForgotten() throws {
    let shop = try ShopServer.shared.newShop()
    try shop.psql(
      """
      insert into orders_inbox (order_number, order_date, status) values ('1', current_date, 'on_hold');
      select shipkeeper.begin_status_history();
      drop trigger shipkeeper_status_updated on orders_inbox;
      update orders_inbox set status = 'awaiting_shipment' where order_number = '1';
      update orders_inbox set status = 'on_hold' where order_number = '1';
      """, user: "shop_owner")
    try shop.migrateSuccessfully("up")
    #expect(
      try shop.psql(
        """
        select shipkeeper.begin_status_history();
        update orders_inbox set status = 'awaiting_shipment' where order_number = '1';
        select shipkeeper.take_releases();
        select shipkeeper.was_perhaps_picked(
          r, jsonb_build_object('createDate', to_char(now() at time zone 'America/Los_Angeles', 'YYYY-MM-DD\"T\"HH24:MI:SS'))
        )
        from shipkeeper.lot_review as r;
        """, user: "shop_owner") == "f\nf\nhistory_unknown")
  }

  /// The shop's own change of its own check.
  @Test(arguments: [
    """
    alter table orders_inbox drop constraint orders_inbox_status_check,
      add constraint orders_inbox_status_check check (status <> 'returned to sender') not valid
    """, "alter table orders_inbox drop constraint orders_inbox_status_check",
  ])
  func aCheckThatTheShopChangedSinceStays(change: String) throws {
    let shop = try TestShop.withOrders()
    let check = """
      select pg_get_constraintdef(oid) from pg_constraint where conname = 'orders_inbox_status_check'
      """
    try shop.migrateSuccessfully("up", user: "shop_dba")
    try shop.psql(change, user: "shop_owner")
    let theirs = try shop.psql(check)
    try shop.migrateSuccessfully("down", "--all", user: "shop_dba")
    #expect(try shop.psql(check) == theirs)
    #expect(try shop.psql("select to_regnamespace('shipkeeper') is null") == "t")
  }

  @Test func aRoleWithAnyNameAndSettingsCanDeploy() throws {
    let shop = try TestShop.withOrders()
    let role = "\"Shop DBA-\(shop.database)\""
    try shop.psql(
      """
      create role \(role) login in role shop_owner;
      alter role \(role) set default_transaction_read_only = on;
      alter role \(role) set search_path = nowhere;
      alter role \(role) set standard_conforming_strings = off;
      alter role \(role) set intervalstyle = iso_8601;
      alter role \(role) set datestyle = 'SQL, DMY';
      alter role \(role) set quote_all_identifiers = on;
      alter role \(role) set client_encoding = 'LATIN1';
      """)
    let name = "Shop DBA-\(shop.database)"
    let schema = try shop.schema()
    try shop.migrateSuccessfully("up", user: name)
    #expect(try shop.migrateSuccessfully("verify", user: name) == "No finding.\n")
    #expect(try shop.migrateSuccessfully("verify") == "No finding.\n")
    #expect(try shop.psql("select * from shipkeeper.verify()", user: "shop_owner") == "")
    #expect(try shop.psql("select count(*) > 200 from shipkeeper.deployed_object") == "t")
    try shop.migrateSuccessfully("down", "--all", user: name)
    #expect(try shop.schema() == schema)
    try shop.psql("drop role \(role)")
  }
}
