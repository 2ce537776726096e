import PrivatePostgres
import TestSupport
import Testing

/// Backends that die in each step of expand, contract and the way back.
@Suite struct ContractInterruptionTests {
  let shop: TestShop

  init() throws {
    shop = try TestShop.withOrders()
  }

  static let contract = ["up", "--contract", "--accept", "unknown"]

  /// A copy of this repository's migrations in which one file sleeps at its end.
  private func checkout(sleepingIn path: String) throws -> Checkout {
    let checkout = try Checkout(empty: true)
    try checkout.copyEverything()
    let text = try Command.output(of: "cat", ["\(checkout.folder)/\(path)"])
    try checkout.write(path, text + "select pg_sleep(60);")
    return checkout
  }

  /// Runs the driver, cuts its connection as soon as it sleeps or waits, and expects the sentence that says what to do.
  private func interrupt(
    _ arguments: [String], in checkout: Checkout, when event: String = "wait_event = 'PgSleep'",
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let driver =
      "application_name = 'shipkeeper migrate' and datname = current_database() and \(event)"
    let deployment = try checkout.start(arguments, on: shop)
    try shop.waitUntil(
      "select count(*) = 1 from pg_stat_activity where \(driver)",
      unless: { !deployment.isRunning })
    try shop.psql("select pg_terminate_backend(pid) from pg_stat_activity where \(driver)")
    let output = try deployment.wait()
    #expect(output.status == 1, "\(output.text)", sourceLocation: sourceLocation)
    #expect(
      output.stderr.contains("This step was not finished. Run the command again"), "\(output.text)",
      sourceLocation: sourceLocation)
  }

  /// Whether a migration stands.
  private func stands(_ name: String) throws -> Bool {
    try shop.psql("select count(*) from shipkeeper.migration where name like '\(name)%'") == "1"
  }

  @Test func everyStepUpAndDownIsContinued() throws {
    let schema = try shop.schema()
    let rows = try shop.rows()
    try shop.migrateSuccessfully("up", "--to", "0009", user: "shop_dba")

    // Each run finishes what the one before was torn away from, and is torn away from the next step.
    for (before, name) in [
      ("0009", "0010_repeated_skus"), ("0010", "0011_line_identity"),
      ("0011", "0012_line_identity_index"), ("0012", "0016_sync"),
      ("0016", "0017_order_date_index"),
    ] {
      try interrupt(["up"], in: checkout(sleepingIn: "migrations/\(name).up.sql"))
      #expect(try stands(before) && !stands(name))
    }
    try interrupt(["up"], in: checkout(sleepingIn: "sql/grants.sql"))
    #expect(
      try shop.migrate("up", user: "shop_dba").stdout.contains(ContractTests.stopped))
    for (before, name) in [
      ("0017", "0013_other_lines_index"), ("0013", "0014_free_repeated_skus"),
      ("0014", "0015_repeated_skus_way_back"),
    ] {
      try interrupt(Self.contract, in: checkout(sleepingIn: "migrations/\(name).up.sql"))
      #expect(try stands(before) && !stands(name))
    }
    try interrupt(Self.contract, in: checkout(sleepingIn: "sql/grants.sql"))
    try shop.migrateSuccessfully("up", user: "shop_dba")
    #expect(try shop.migrateSuccessfully("verify", user: "shop_dba") == "No finding.\n")
    #expect(try shop.psql(ContractTests.rules) == "")

    let whole = try Checkout(empty: true)
    try whole.copyEverything()
    let contract = ["down", "--contract"]
    let all = ["down", "--all"]
    for (command, gone, step) in [
      (contract, nil, "0015"), (contract, "0015", "0014"), (contract, "0014", "0013"),
      (all, "0014", "0017"), (all, "0017", "0016"), (all, "0016", "0012"), (all, "0012", "0011"),
      (all, "0011", "0010"),
    ] as [([String], String?, String)] {
      try shop.psql(
        """
        update shipkeeper.migration
        set down_sql = replace(down_sql, 'select pg_sleep(60);', '')
          || case when name like '\(step)%' then 'select pg_sleep(60);' else '' end
        """)
      try interrupt(command, in: whole)
      #expect(try stands(step))
      if let gone { #expect(try !stands(gone)) }
    }
    try shop.psql(
      "update shipkeeper.migration set down_sql = replace(down_sql, 'select pg_sleep(60);', '')")
    try shop.migrateSuccessfully("down", "--all", user: "shop_dba")
    #expect(try shop.schema() == schema)
    #expect(try shop.rows() == rows)
  }

  /// The indexes that are built while the shop works, with the command that builds each.
  @Test func whatABrokenBuildLeftIsBuiltAgain() throws {
    let whole = try Checkout(empty: true)
    try whole.copyEverything()
    let waits = "wait_event_type = 'Lock' and query ilike '%unique index concurrently%'"
    for (from, command, index) in [
      ("0011", ["up"], "order_items_inbox_shipkeeper_line_idx"),
      ("0012", Self.contract, "order_items_inbox_shipkeeper_sku_idx"),
      ("0015", ["down", "--contract"], "order_items_inbox_order_sku_unique"),
    ] {
      if from == "0011" { try shop.migrateSuccessfully("up", "--to", "0011", user: "shop_dba") }
      #expect(try stands(from))
      let writer = try shop.hold("update order_items_inbox set quantity = 3 where id = 1")
      try interrupt(command, in: whole, when: waits)
      try shop.endHeldTransactions()
      _ = try writer.wait()
      let valid =
        "select indisvalid from pg_index where indexrelid = 'public.\(index)'::regclass"
      #expect(try shop.psql(valid) == "f", "\(index)")
      let finding =
        from == "0011"
        ? "index public.\(index) on public.order_items_inbox is invalid"
        : "invalid_index: public.\(index): A concurrent build was broken off."
      #expect(try shop.migrate("verify", user: "shop_dba").stdout.contains(finding))
      let output = try whole.start(command, on: shop).wait()
      #expect(output.status == 0, "\(output.text)")
      #expect(try shop.psql(valid) == "t", "\(index)")
      #expect(try shop.migrateSuccessfully("verify", user: "shop_dba") == "No finding.\n")
    }
    #expect(try shop.psql(ContractTests.rules) == "order_items_inbox_order_sku_unique")
  }
}
