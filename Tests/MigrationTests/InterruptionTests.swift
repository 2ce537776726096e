import Glibc
import PrivatePostgres
import TestSupport
import Testing

/// Locks that are held, two deployments at once, and backends that die in the middle.
@Suite struct InterruptionTests {
  let shop: TestShop
  let checkout: Checkout

  init() throws {
    shop = try TestShop.withOrders()
    checkout = try Checkout()
  }

  private let applied =
    "select string_agg(left(name, 4), ' ' order by name) from shipkeeper.migration"

  // MARK: Locks

  @Test func aLockThatComesFreeIsWaitedForInShortTries() throws {
    let reader = try shop.hold("select count(*) from orders_inbox")
    let deployment = try checkout.start(["up"], on: shop)
    try shop.waitUntil("select to_regclass('shipkeeper.audit') is not null")
    // The deployment's requests for the lock never make others queue for long.
    for _ in 1...20 {
      try shop.psql(
        "set statement_timeout = 1000; update orders_inbox set notes = 'x' where id = 1",
        user: "shop_program")
    }
    usleep(1_000_000)
    try shop.endHeldTransactions()
    let output = try deployment.wait()
    #expect(output.status == 0, "\(output.text)")
    #expect(output.stdout.contains(#/0003_column .* s, after \d+ tries/#), "\(output.text)")
    _ = try reader.wait()
  }

  @Test func aLockThatIsNeverFreeChangesNothingAndNamesTheHolder() throws {
    let reader = try shop.hold("select count(*) from orders_inbox")
    let output = try checkout.migrate("up", on: shop, lockTries: 3)
    #expect(output.status == 1)
    #expect(
      output.stderr.contains(
        "0003_column: the lock was not free in 3 tries. This step changed nothing"))
    #expect(output.stderr.contains(#/session \d+, a long report, transaction open for 00:00:/#))
    #expect(try shop.psql(applied) == "0001 0002")
    try shop.endHeldTransactions()
    _ = try reader.wait()
    #expect(try checkout.migrate("up", on: shop).status == 0)
  }

  @Test func anIndexWaitsWithoutLimitAndSaysForWhom() throws {
    #expect(try checkout.migrate("up", "--to", "0003", on: shop).status == 0)
    let reader = try shop.hold("update orders_inbox set notes = 'y' where id = 1")
    let deployment = try checkout.start(["up"], on: shop)
    for _ in 1...1000 where deployment.isRunning && !deployment.stdout.contains("waits for") {
      usleep(20_000)
    }
    try shop.endHeldTransactions()
    let output = try deployment.wait()
    #expect(output.status == 0, "\(output.text)")
    #expect(output.stdout.contains(#/waits for:\n  session \d+, a long report/#), "\(output.text)")
    _ = try reader.wait()
  }

  @Test func anInvalidIndexOfABrokenBuildIsBuiltAgain() throws {
    #expect(try checkout.migrate("up", "--to", "0003", on: shop).status == 0)
    _ = try? shop.psql("create unique index concurrently shipkeeper_open on orders_inbox (status)")
    let valid =
      "select indisvalid from pg_index where indexrelid = 'public.shipkeeper_open'::regclass"
    #expect(try shop.psql(valid) == "f")
    try shop.psql("alter index public.shipkeeper_open owner to shop_owner")
    #expect(try checkout.migrate("up", on: shop).status == 0)
    #expect(try shop.psql(valid) == "t")
  }

  // MARK: Two deployments

  @Test func ofTwoDeploymentsOneGoesAway() throws {
    // The first is at work until the second has been turned away.
    try checkout.write(
      "0002_audit",
      up: """
        do $$ begin
          while not exists (select from public.sku_lot) loop perform pg_sleep(0.1); end loop;
        end $$;
        create table shipkeeper.audit ();
        """, down: "select 1;")
    let first = try checkout.start(["up"], on: shop)
    try shop.waitUntil(
      "select count(*) = 1 from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep'"
    )
    let second = try checkout.migrate("up", on: shop)
    #expect(second.status == 75)
    #expect(second.stderr.contains("Another deployment is running."))
    try shop.psql("insert into sku_lot (sku, lot) values ('turned', 'away')")
    #expect(try first.wait().status == 0)
  }

  @Test func aDeploymentThatWasOvertakenStops() throws {
    try checkout.write("0002_audit", up: "select pg_sleep(1);", down: "select 1;")
    try checkout.write("0003_column", up: "-- shop-lock\nselect pg_sleep(1);", down: "select 1;")
    let output = try [checkout.start(["up"], on: shop), checkout.start(["up"], on: shop)]
      .map { try $0.wait() }
    #expect(output.map(\.status).sorted() == [0, 75], "\(output.map(\.text))")
    #expect(try shop.psql(applied) == "0001 0002 0003 0004")
  }

  // MARK: Backends that die

  /// The kinds of segments, each with a migration or object that takes its time.
  enum Step: String, CaseIterable {
    case ledger, own, shop, bare, objects
  }

  private func slow(_ step: Step) throws {
    switch step {
    case .ledger:
      let ledger = try Command.output(of: "cat", ["\(checkout.folder)/migrations/ledger.sql"])
      try checkout.write("migrations/ledger.sql", "\(ledger)select pg_sleep(60);")
    case .own:
      try checkout.write(
        "0002_audit", up: "create table shipkeeper.audit ();\nselect pg_sleep(60);",
        down: "drop table shipkeeper.audit;\nselect pg_sleep(60);")
    case .shop:
      try checkout.write(
        "0003_column",
        up:
          "-- shop-lock\nalter table public.orders_inbox add shipkeeper_note text;\nselect pg_sleep(60);",
        down:
          "-- shop-lock\nalter table public.orders_inbox drop shipkeeper_note;\nselect pg_sleep(60);"
      )
    case .bare:
      try checkout.write(
        "0004_index",
        up: """
          -- no-transaction
          -- index: public.shipkeeper_open
          create index concurrently if not exists shipkeeper_open on public.orders_inbox (id);
          select pg_sleep(60);
          """,
        down: """
          -- no-transaction
          drop index concurrently if exists public.shipkeeper_open;
          select pg_sleep(60);
          """)
    case .objects:
      try checkout.writeObjects(["things": Checkout.view, "sleep": "select pg_sleep(60);"])
    }
  }

  private func terminateDriver() throws {
    try shop.waitUntil(
      """
      select count(*) = 1 from pg_stat_activity
      where application_name = 'shipkeeper migrate' and datname = current_database()
        and wait_event = 'PgSleep'
      """)
    try shop.psql(
      """
      select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'shipkeeper migrate' and datname = current_database()
      """)
  }

  @Test(arguments: Step.allCases)
  func anInterruptedUpIsContinued(step: Step) throws {
    let schema = try shop.schema()
    try slow(step)
    let deployment = try checkout.start(["up"], on: shop)
    try terminateDriver()
    let output = try deployment.wait()
    #expect(output.status == 1)
    #expect(
      output.stderr.contains("This step was not finished. Run the command again"), "\(output.text)")

    let whole = try Checkout()
    let again = try whole.migrate("up", on: shop)
    #expect(again.status == 0, "\(again.text)")
    #expect(try whole.migrate("verify", on: shop).text == "No finding.\n")
    #expect(try whole.migrate("down", "--all", on: shop).status == 0)
    #expect(try shop.schema() == schema)
  }

  @Test(arguments: [Step.own, .shop, .bare])
  func anInterruptedDownIsContinued(step: Step) throws {
    let schema = try shop.schema()
    // The slow half is the way down only.
    try slow(step)
    let name =
      ["own": "0002_audit", "shop": "0003_column", "bare": "0004_index"][step.rawValue] ?? ""
    try Command.output(
      of: "sed", ["-i", "/pg_sleep/d", "\(checkout.folder)/migrations/\(name).up.sql"])
    #expect(try checkout.migrate("up", on: shop).status == 0)
    let deployment = try checkout.start(["down", "--all"], on: shop)
    try terminateDriver()
    let output = try deployment.wait()
    #expect(output.status == 1)
    #expect(output.stderr.contains("Run the command again"), "\(output.text)")

    try shop.psql(
      "update shipkeeper.migration set down_sql = replace(down_sql, 'pg_sleep(60)', '1')")
    let again = try checkout.migrate("down", "--all", on: shop)
    #expect(again.status == 0, "\(again.text)")
    #expect(try shop.schema() == schema)
  }

  @Test func aKeyPressedInTheMiddleLeavesNothingBehind() throws {
    try slow(.shop)
    let deployment = try checkout.start(["up"], on: shop)
    try shop.waitUntil(
      "select count(*) = 1 from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep'"
    )
    // As a terminal does: the whole process group gets it.
    try Command.output(of: "kill", ["-INT", "--", "-\(deployment.pid)"])
    let output = try deployment.wait()
    #expect(output.status == 130, "\(output.text)")
    #expect(output.stderr.hasSuffix(Self.interrupted), "\(output.text)")
    try shop.waitUntil(
      "select count(*) = 0 from pg_stat_activity where application_name = 'shipkeeper migrate' and datname = current_database()"
    )
    #expect(try shop.psql(applied) == "0001 0002")
    #expect(try Checkout().migrate("up", on: shop).status == 0)
  }

  private static let interrupted =
    "Interrupted. Run the command again: it goes on from there.\n"

  /// While it still looks: psql ends in its own way at the key, and what comes next must not begin.
  @Test func aKeyPressedWhileItLooksEndsIt() throws {
    let shop = try ShopServer.shared.newShop(.legacy)
    try shop.migrateSuccessfully("roles", user: "postgres")
    try shop.migrateSuccessfully("up", "--to", "0004")
    _ = try shop.hold("lock table shipkeeper.deployment in access exclusive mode")
    let deployment = try Command.start(
      ProductPath.migrate, ["up"], environment: shop.environment(user: "shop_owner"))
    try shop.waitUntil(
      "select count(*) > 0 from pg_locks where relation = 'shipkeeper.deployment'::regclass and not granted"
    )
    try Command.output(of: "kill", ["-INT", "--", "-\(deployment.pid)"])
    let output = try deployment.wait()
    #expect(
      output.status == 130 && output.stderr.hasSuffix(Self.interrupted) && output.stdout == "",
      "\(output.text)")
    try shop.endHeldTransactions()
    #expect(try shop.psql("select max(name) from shipkeeper.migration") == "0004_ghosts")
  }

  @Test(arguments: ["orders_inbox_shipkeeper_open_idx", "order_items_inbox_shipkeeper_line_idx"])
  func anIndexThatWasDroppedIsMadeAgain(index: String) throws {
    let shop = try ShopServer.shared.newShop(.expanded)
    let schema = try shop.schema()
    try shop.psql("drop index \(index)")
    let verified = try shop.migrate("verify")
    #expect(
      verified.status == 1
        && verified.text.contains("the index \(index) is missing or invalid: run `up`"),
      "\(verified.text)")
    #expect(try shop.migrateSuccessfully("up").contains("_index again"))
    #expect(try shop.schema() == schema)
    #expect(try shop.migrateSuccessfully("verify") == "No finding.\n")
    #expect(try shop.migrateSuccessfully("up").contains("0013"))
  }
}
