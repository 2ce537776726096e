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
      """)
    let name = "Shop DBA-\(shop.database)"
    let schema = try shop.schema()
    try shop.migrateSuccessfully("up", user: name)
    #expect(try shop.migrateSuccessfully("verify", user: name) == "No finding.\n")
    #expect(try shop.migrateSuccessfully("verify") == "No finding.\n")
    #expect(try shop.psql("select * from shipkeeper.verify()", user: "shop_owner") == "")
    try shop.migrateSuccessfully("down", "--all", user: name)
    #expect(try shop.schema() == schema)
    try shop.psql("drop role \(role)")
  }
}
