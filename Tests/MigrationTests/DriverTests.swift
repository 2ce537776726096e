import PrivatePostgres
import TestSupport
import Testing

/// What the driver does with migrations and with `sql/`, shown by small ones of its own.
@Suite struct DriverTests {
  let shop: TestShop
  let checkout: Checkout

  init() throws {
    shop = try TestShop.withOrders()
    checkout = try Checkout()
  }

  private func up(_ arguments: String...) throws -> Command.Output {
    let output = try checkout.start(["up"] + arguments, on: shop).wait()
    #expect(output.status == 0, "\(output.text)")
    return output
  }

  /// Runs the driver, which must refuse with this in its words, and change nothing.
  private func expectRefusal(
    _ arguments: String..., saying sentence: String, status: Int32 = 1,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let before = try shop.schema()
    let output = try checkout.start(arguments, on: shop, lockTries: 3).wait()
    #expect(output.status == status, "\(output.text)", sourceLocation: sourceLocation)
    #expect(output.stderr.contains(sentence), "\(output.text)", sourceLocation: sourceLocation)
    #expect(try shop.schema() == before, sourceLocation: sourceLocation)
  }

  // MARK: Commands

  @Test func upThenDownChangesNothing() throws {
    let schema = try shop.schema()
    let rows = try shop.rows()
    let output = try up()
    #expect(output.stdout.contains("0001_thing, 0002_audit "))
    #expect(output.stdout.split(separator: "\n").count == 6)
    #expect(try up().stdout == "Nothing to do.\n")
    #expect(try checkout.migrate("down", "--all", on: shop).status == 0)
    #expect(try shop.schema() == schema)
    #expect(try shop.rows() == rows)
    #expect(try checkout.migrate("down", "--all", on: shop).stdout == "Nothing to take back.\n")
  }

  @Test func statusTellsWhatStandsAndWhatWaits() throws {
    let before = try checkout.migrate("status", on: shop)
    #expect(before.status == 0)
    #expect(before.stdout.contains("connected as shop_dba, working as shop_owner"))
    #expect(before.stdout.contains("Nothing was deployed here."))
    _ = try up("--to", "0002")
    let after = try checkout.migrate("status", on: shop).stdout
    #expect(after.contains(#/0002_audit +applied .* by shop_dba/#))
    #expect(after.contains(#/0003_column +waits/#))
    #expect(after.contains(#/sql\/ +not loaded/#))
  }

  @Test func planPrintsTheSQLThatRunsAndRunsNothing() throws {
    let schema = try shop.schema()
    let up = try checkout.migrate("plan", on: shop)
    #expect(up.status == 0)
    #expect(!up.stdout.contains("\n\\ir "))
    #expect(try shop.schema() == schema)
    try shop.psql(up.stdout, user: "shop_dba")
    #expect(try checkout.migrate("up", on: shop).stdout == "Nothing to do.\n")
    let down = try checkout.migrate("plan", "down", "--all", on: shop)
    try shop.psql(down.stdout, user: "shop_dba")
    #expect(try shop.schema() == schema)
  }

  @Test func downGoesBackToAName() throws {
    _ = try up()
    #expect(try checkout.migrate("down", "0002_audit", on: shop).status == 0)
    #expect(try shop.psql("select max(name) from shipkeeper.migration") == "0002_audit")
    #expect(try shop.psql("select count(*) from shipkeeper_report.things") == "0")
    _ = try up()
  }

  @Test func verifyGivesALineForEachFinding() throws {
    try checkout.write(
      "0005_checked", up: "create table shipkeeper.checked (id bigint);",
      down: "drop table shipkeeper.checked;",
      verify: "select format('checked holds %s', id) as finding from shipkeeper.checked;")
    _ = try up()
    #expect(try checkout.migrate("verify", on: shop).text == "No finding.\n")
    try shop.psql(
      """
      insert into shipkeeper.checked values (7), (8);
      update pg_index set indisvalid = false where indexrelid = 'public.shipkeeper_open'::regclass;
      """)
    let output = try checkout.migrate("verify", on: shop)
    #expect(output.status == 1)
    #expect(
      output.stdout == """
        index public.shipkeeper_open on public.orders_inbox is invalid
        0005_checked: checked holds 7
        0005_checked: checked holds 8

        """)
  }

  @Test(arguments: [
    ["fly"], ["--fly"], [], ["up", "--fly"], ["down", "--to", "1"], ["up", "--to"],
    ["down", "9999"],
    ["plan", "sideways"], ["status", "1"], ["--dbname"],
  ])
  func wrongUseIsRefused(arguments: [String]) throws {
    #expect(try checkout.start(arguments, on: shop).wait().status == 2)
  }

  @Test func helpNamesCommandsAndExitCodes() throws {
    let output = try checkout.migrate("--help", on: shop)
    #expect(output.status == 0)
    for word in ["status", "plan", "up", "down", "verify", "roles", "preflight", "75"] {
      #expect(output.stdout.contains(word))
    }
  }

  @Test func connectsAsPsqlDoes() throws {
    let uri = "postgresql://shop_dba@/\(shop.database)?host=\(shop.postgres.folder)&port=5432"
    let output = try Command.run(
      "\(checkout.folder)/migrations/migrate", ["--dbname", uri, "status"])
    #expect(output.stdout.contains("Database \(shop.database)"))
    let lost = try Command.run(
      "\(checkout.folder)/migrations/migrate", ["status"], environment: ["PGHOST": "/nowhere"])
    #expect(lost.status == 1)
    #expect(lost.stderr.contains("/nowhere"))
  }

  @Test func aLinkToTheDriverWorks() throws {
    try Command.output(
      of: "ln", ["-s", "\(checkout.folder)/migrations/migrate", "\(checkout.folder)/link"])
    try Command.output(of: "ln", ["-s", "link", "\(checkout.folder)/link to it"])
    for link in ["link", "link to it"] {
      let output = try Command.run(
        "\(checkout.folder)/\(link)", ["status"], environment: shop.environment(user: "shop_dba"))
      #expect(output.status == 0 && output.stdout.contains("0001_thing"), "\(output.text)")
    }
  }

  @Test(arguments: ["migrations/0002_audit.down.sql", "migrations/state.sql", "sql/things.sql"])
  func aFileWithWindowsLineEndsIsNamed(file: String) throws {
    try Command.output(of: "sed", ["-i", "s/$/\\r/", "\(checkout.folder)/\(file)"])
    for command in ["status", "plan", "up", "verify", "preflight"] {
      try expectRefusal(command, saying: "\(file) ends its lines with CR LF, as Windows does")
    }
  }

  /// Git for Windows asks for CR LF by default.
  @Test func aCheckoutForWindowsHasTheLineEndsOfUnix() throws {
    let clone = "\(checkout.folder)/clone"
    try Command.output(
      of: "git",
      [
        "-c", "core.autocrlf=true", "clone", "--quiet", "--depth=1",
        "file://\(ProductPath.repository)", clone,
      ])
    #expect(
      try Command.run("grep", ["-rlI", "--exclude-dir=.git", "\r$", clone]).stdout == "")
    let output = try Command.run(
      "\(clone)/migrations/migrate", ["status"], environment: shop.environment(user: "shop_dba"))
    #expect(output.status == 0 && output.stdout.contains("0001_shop_tables"), "\(output.text)")
  }

  // MARK: The folder and the ledger

  @Test func anEditedFileIsRefused() throws {
    _ = try up()
    try checkout.write("migrations/0001_thing.up.sql", "select 1;")
    try expectRefusal("up", saying: "0001_thing.up.sql was edited after it was applied.")
    #expect(
      try checkout.migrate("verify", on: shop).stdout
        == "0001_thing: the up file was edited after it was applied\n")
  }

  @Test func anOlderCheckoutIsRefused() throws {
    _ = try up()
    try checkout.remove("migrations/0004_index.up.sql")
    try expectRefusal("up", saying: "the checkout is older than the database")
  }

  @Test func aMigrationOutOfOrderIsRefused() throws {
    _ = try up()
    try checkout.write("0003_also", up: "select 1;", down: "select 1;")
    try expectRefusal("up", saying: "0003_also is new, but 0004_index was applied already")
  }

  @Test func aMigrationWithoutAWayBackIsRefused() throws {
    try checkout.remove("migrations/0002_audit.down.sql")
    try expectRefusal("up", saying: "0002_audit.down.sql is missing")
  }

  @Test func aMigrationThatCommitsIsRefused() throws {
    try checkout.write("0005_commit", up: "select 1;\nCOMMIT;", down: "select 1;")
    try expectRefusal("up", saying: "0005_commit must not begin or end a transaction")
  }

  @Test func anErrorNamesFileAndLineAndLeavesWhatStood() throws {
    try checkout.write("0005_wrong", up: "select 1;\nselect wrong;", down: "select 1;")
    let output = try checkout.migrate("up", on: shop)
    #expect(output.status == 1)
    #expect(output.stderr.contains("migrations/0005_wrong.up.sql:2: column \"wrong\""))
    #expect(try shop.psql("select max(name) from shipkeeper.migration") == "0004_index")
  }

  @Test func theStoredDownTextCounts() throws {
    let schema = try shop.schema()
    _ = try up()
    try checkout.write("migrations/0001_thing.down.sql", "select wrong;")
    #expect(try checkout.migrate("down", "--all", on: shop).status == 0)
    #expect(try shop.schema() == schema)
  }

  @Test func contractWaitsWhileThereAreRows() throws {
    try checkout.write(
      "0005_contract", up: "-- contract: public.order_items_inbox\nselect 1;", down: "select 1;")
    #expect(
      try up().stdout.contains("Left out: 0005_contract: public.order_items_inbox was here before"))
    #expect(try shop.psql("select count(*) from shipkeeper_report.things") == "0")
    #expect(try up().stdout.contains("Left out: 0005_contract"))
    _ = try up("--contract")
    #expect(try shop.psql("select max(name) from shipkeeper.migration") == "0005_contract")
  }

  @Test func migrationsAfterAContractDoNotWaitForIt() throws {
    try checkout.write(
      "0005_contract", up: "-- contract: public.order_items_inbox\nselect 1;", down: "select 1;")
    try checkout.write(
      "0006_later", up: "create table shipkeeper.later (a integer);",
      down: "drop table shipkeeper.later;")
    let applied = "select string_agg(name, ' ' order by name) from shipkeeper.migration"
    #expect(try up().stdout.contains("Left out: 0005_contract"))
    #expect(try shop.psql(applied).hasSuffix("0004_index 0006_later"))
    _ = try up("--contract")
    #expect(try shop.psql(applied).hasSuffix("0005_contract 0006_later"))
    #expect(try up().stdout == "Nothing to do.\n")
    #expect(try checkout.migrate("down", "--contract", on: shop).status == 0)
    #expect(try shop.psql(applied).hasSuffix("0004_index 0006_later"))
    #expect(try checkout.migrate("down", "--contract", "--all", on: shop).status == 2)
    #expect(try checkout.migrate("down", "0004", "--all", on: shop).status == 2)
  }

  // MARK: sql/

  @Test(arguments: [
    (
      "alter function shipkeeper.count_things() reset search_path",
      "function shipkeeper.count_things()"
    ),
    (
      "alter function shipkeeper.count_things() owner to postgres",
      "function shipkeeper.count_things()"
    ),
    (
      "create or replace view shipkeeper_report.things as select id from shipkeeper.thing where id > 0",
      "view shipkeeper_report.things"
    ),
    ("alter view shipkeeper_report.things set (security_barrier)", "view shipkeeper_report.things"),
    (
      "alter table orders_inbox disable trigger shipkeeper_keep",
      "trigger shipkeeper_keep on public.orders_inbox"
    ),
  ])
  func aChangeByHandShowsAndIsNotOverwritten(change: String, object: String) throws {
    try checkout.writeObjects([
      "things": Checkout.view, "count_things": Checkout.function, "a_trigger": Checkout.trigger,
    ])
    _ = try up()
    try shop.psql(change)
    #expect(try checkout.migrate("status", on: shop).stdout.contains("\(object): changed by hand"))
    let findings = try checkout.migrate("verify", on: shop)
    #expect(findings.status == 1)
    #expect(findings.stdout == "\(object): changed by hand\n")
    try expectRefusal("up", saying: object)
    try shop.psql("alter function shipkeeper.count_things() owner to shop_owner")
    _ = try up("--replace-changed")
  }

  @Test func rightsGivenToPublicByHandShowAndHinderNothing() throws {
    _ = try up()
    try shop.psql("grant select on shipkeeper_report.things to public")
    #expect(
      try checkout.migrate("verify", on: shop).stdout
        == "view shipkeeper_report.things: opened to PUBLIC by hand\n")
    try shop.psql("revoke select on shipkeeper_report.things from public")
    #expect(try checkout.migrate("verify", on: shop).stdout == "No finding.\n")
    try shop.psql("grant select on shipkeeper_report.things to shop_program")
    #expect(try checkout.migrate("verify", on: shop).stdout == "No finding.\n")
    try shop.psql("revoke all on shipkeeper_report.things from shop_owner")
    #expect(
      try checkout.migrate("verify", on: shop).stdout
        == "view shipkeeper_report.things: rights taken away by hand\n")
    #expect(try up().stdout == "Nothing to do.\n")
  }

  @Test func whatWasDroppedByHandComesBack() throws {
    _ = try up()
    try shop.psql("drop function shipkeeper.count_things()")
    #expect(
      try checkout.migrate("verify", on: shop).stdout
        == "function shipkeeper.count_things(): absent\n")
    _ = try up()
    #expect(try shop.psql("select shipkeeper.count_things()") == "0")
  }

  @Test func aViewThatTheServerWordsAnewIsNoChangeByHand() throws {
    _ = try up()
    try checkout.write(
      "0005_rename", up: "alter table shipkeeper.thing rename id to thing_id;",
      down: "alter table shipkeeper.thing rename thing_id to id;")
    try checkout.writeObjects(["things": "select wrong;"])
    #expect(try checkout.migrate("up", on: shop).status == 1)
    #expect(try !checkout.migrate("status", on: shop).stdout.contains("by hand"))
  }

  @Test func whatIsNoLongerInTheFolderIsDropped() throws {
    try checkout.writeObjects([
      "things": Checkout.view, "count_things": Checkout.function, "a_trigger": Checkout.trigger,
    ])
    _ = try up()
    try shop.psql(
      """
      create function shipkeeper.made_by_hand() returns integer language sql return 1;
      alter function shipkeeper.made_by_hand() owner to shop_owner;
      """)
    // A trigger that its file leaves alone, since it stands, is not taken for one that went.
    try checkout.writeObjects(["things": Checkout.view, "a_trigger": Checkout.trigger])
    _ = try up()
    let objects =
      "select string_agg(identity, ', ' order by identity) from shipkeeper.deployed_object"
    #expect(
      try shop.psql(objects)
        == "shipkeeper.keep(), shipkeeper_keep on public.orders_inbox, shipkeeper_report.things")
    #expect(try shop.psql("select to_regproc('shipkeeper.count_things') is null") == "t")
    #expect(try shop.psql("select shipkeeper.made_by_hand()") == "1")
    #expect(
      try checkout.migrate("verify", on: shop).stdout
        == "function shipkeeper.made_by_hand(): not deployed from sql/\n")
    try checkout.writeObjects(["things": Checkout.view])
    _ = try up()
    #expect(try shop.psql(objects) == "shipkeeper_report.things")
  }

  @Test func aChangedSignatureLeavesOneFunction() throws {
    _ = try up()
    try checkout.writeObjects([
      "things": Checkout.view,
      "count_things": Checkout.function.split(separator: "()", maxSplits: 1)
        .joined(separator: "(p_least bigint default 0)"),
    ])
    _ = try up()
    #expect(
      try shop.psql("select oid::regprocedure from pg_proc where proname = 'count_things'")
        == "shipkeeper.count_things(bigint)")
  }

  @Test func aChangedResultNeedsReload() throws {
    _ = try up()
    try checkout.writeObjects([
      "things": Checkout.view,
      "count_things": Checkout.function.split(separator: "bigint", maxSplits: 1)
        .joined(separator: "text"),
    ])
    try expectRefusal("up", saying: "`up --reload`")
    _ = try up("--reload")
    #expect(try shop.psql("select pg_typeof(shipkeeper.count_things())") == "text")
  }

  // MARK: Ways down that refuse

  @Test func aRefusalIsASentenceAndChangesNothing() throws {
    try checkout.write(
      "0005_kept", up: "create table shipkeeper.kept (id bigint);",
      down: "do $$ begin raise exception '3 orders would be lost.'; end $$;")
    _ = try up()
    let before = try shop.schema()
    let output = try checkout.migrate("down", on: shop)
    #expect(output.status == 1)
    #expect(output.stderr == "3 orders would be lost.\n")
    #expect(try shop.schema() == before)
    #expect(try checkout.migrate("verify", on: shop).status == 0)
  }

  /// A script that says `-- go` refuses before anything is done, one that does not when its turn comes.
  @Test func aRefusalAboveGoComesFirst() throws {
    try checkout.write(
      "0001_thing", up: "create table shipkeeper.thing (id bigint primary key, note text);",
      down: """
        do $$ begin raise exception 'Not this one.' using hint = 'Do that.'; end $$;
        -- go
        drop table shipkeeper.thing;
        """)
    _ = try up()
    try expectRefusal("down", "--all", saying: "Not this one.\nDo that.\nNothing was changed.")
    try expectRefusal(
      "plan", "down", "--all", saying: "Not this one.\nDo that.\nNothing was changed.")
    #expect(try checkout.migrate("down", "0001", on: shop).status == 0)
  }

  @Test func aLaterRefusalLeavesFunctionsThatWork() throws {
    try checkout.write(
      "0001_thing", up: "create table shipkeeper.thing (id bigint primary key, note text);",
      down: "drop table shipkeeper.thing;\ndo $$ begin raise exception 'Not this one.'; end $$;")
    _ = try up()
    let output = try checkout.migrate("down", "--all", on: shop)
    #expect(output.status == 1)
    #expect(output.stderr == "Not this one.\n")
    #expect(try shop.psql("select shipkeeper.count_things()") == "0")
    #expect(try shop.psql("select max(name) from shipkeeper.migration") == "0002_audit")
  }

  @Test func somebodyElsesViewHoldsOnToOurs() throws {
    _ = try up()
    try shop.psql("create view public.own_report as select * from shipkeeper_report.things")
    try expectRefusal(
      "down", "--all", saying: "view public.own_report uses shipkeeper_report.things")
    try checkout.writeObjects(["a_trigger": Checkout.trigger])
    try expectRefusal("up", saying: "view public.own_report uses shipkeeper_report.things")
    try shop.psql("drop view public.own_report")
    _ = try up()
  }

  @Test func somebodyElsesTableKeepsTheSchemas() throws {
    _ = try up()
    try shop.psql("create table shipkeeper_report.own (id bigint)")
    try expectRefusal(
      "down", "--all",
      saying:
        "The schemas stay, since they hold what no migration made: table shipkeeper_report.own.")
    try shop.psql("drop table shipkeeper_report.own")
    #expect(try checkout.migrate("down", "--all", on: shop).status == 0)
  }

  @Test func functionsThatNoLongerFitAreNamed() throws {
    _ = try up()
    try checkout.write(
      "0005_more", up: "create table shipkeeper.more (id bigint);",
      down: "drop table shipkeeper.more;")
    try checkout.writeObjects([
      "things": "create or replace view shipkeeper_report.more as select id from shipkeeper.more;"
    ])
    _ = try up()
    let output = try checkout.migrate("down", on: shop)
    #expect(output.status == 0)
    #expect(output.stderr.contains("view shipkeeper_report.more"))
    #expect(output.stderr.contains("`up` is run from the checkout that ends with 0004_index"))
    _ = try up()
  }

  @Test func auditsAreExportedBeforeTheyGo() throws {
    _ = try up()
    try shop.psql("insert into shipkeeper.audit values (1, 'a, \"quoted\" deed'), (2, null)")
    try expectRefusal("down", "--all", saying: "shipkeeper.audit, 2 rows: who approved what")
    #expect(try checkout.migrate("down", on: shop).status == 0, "it does not reach the audit")
    let target = "\(checkout.folder)/export"
    let output = try checkout.migrate("down", "--all", "--export", target, on: shop)
    #expect(output.status == 0, "\(output.text)")
    #expect(
      try Command.output(of: "cat", ["\(target)/shipkeeper.audit.csv"])
        == "id,what\n1,\"a, \"\"quoted\"\" deed\"\n2,\n")
    #expect(try Command.output(of: "stat", ["-c", "%a", target]) == "700\n")
  }

  @Test func anExportNeverOverwrites() throws {
    _ = try up()
    try shop.psql("insert into shipkeeper.audit values (1, 'a deed')")
    try expectRefusal(
      "down", "--all", "--export", "\(checkout.folder)/migrations", saying: "is not empty")
  }
}
