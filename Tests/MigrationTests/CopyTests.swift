import PrivatePostgres
import TestSupport
import Testing

/// Copies that lack something of the original: one sentence says what they are, and its way out is one.
@Suite struct CopyTests {
  /// How a copy is made, what it is called, and what takes it to "No finding.".
  struct Kind: Sendable, CustomTestStringConvertible {
    let name: String
    let code: String
    let saying: String
    var original = Original.adopted
    var dump: [String] = []
    var restoredBy = "postgres"
    var change = ""
    /// Statements of the sentence, as a superuser, then the driver's commands.
    var statements = ""
    var commands: [[String]] = []
    /// What the runner says, where its schema is not here.
    var runnerSaying = ""
    var testDescription: String { name }
  }

  /// What it is a copy of: a shop that was adopted, one that was, and may repeat a SKU, or one made in an empty database.
  enum Original { case adopted, contracted, made }

  static let notInstalled =
    "❌ Shipkeeper is not installed here, as in a copy of schema public alone, or not whole: run `migrations/migrate up`, "
  static let takenOut = [["down", "--all"], ["up"]]
  static let kinds = [
    Kind(
      name: "without data", code: "without_data",
      saying: "This is a copy without the data of schema shipkeeper: ", dump: ["--schema-only"],
      commands: takenOut),
    Kind(
      name: "without our data", code: "without_data",
      saying: "This is a copy without the data of schema shipkeeper: ",
      dump: ["--exclude-table-data=shipkeeper.*"], commands: takenOut),
    Kind(
      name: "without data and privileges, under another owner", code: "without_data",
      saying: "This is a copy without the data of schema shipkeeper: ",
      dump: ["--schema-only", "--no-privileges", "--no-owner"], restoredBy: "copy_owner",
      commands: takenOut),
    Kind(
      name: "without our tables", code: "without_data",
      saying: "This is a copy without the data of schema shipkeeper: ",
      dump: ["--exclude-table=shipkeeper.*"], commands: takenOut),
    Kind(
      name: "without data, of a shop made in an empty database", code: "without_data",
      saying: "This is a copy without the data of schema shipkeeper: ", original: .made,
      dump: ["--schema-only"], commands: takenOut),
    Kind(
      name: "without data, of a shop that may repeat a SKU", code: "without_data",
      saying: "This is a copy without the data of schema shipkeeper: ", original: .contracted,
      dump: ["--schema-only"], commands: takenOut),
    Kind(
      name: "public alone", code: "public_alone",
      saying: "This is a copy of schema public alone: ", dump: ["--schema=public"],
      commands: takenOut, runnerSaying: notInstalled),
    Kind(
      name: "public alone, of a shop that may repeat a SKU", code: "public_alone",
      saying: "This is a copy of schema public alone: ", original: .contracted,
      dump: ["--schema=public"], commands: takenOut, runnerSaying: notInstalled),
    Kind(
      name: "without schema shipkeeper", code: "public_alone",
      saying: "This is a copy of schema public alone: ", dump: ["--exclude-schema=shipkeeper"],
      commands: takenOut, runnerSaying: notInstalled),
    Kind(
      name: "without the runner's schema", code: "schemas_missing",
      saying: "Schemas of Shipkeeper's are not here, ",
      dump: ["--exclude-schema=shipkeeper_runner"],
      commands: [["up", "--replace-changed"]], runnerSaying: notInstalled),
    Kind(
      name: "without the analysts' and operators' schemas, and privileges", code: "schemas_missing",
      saying: "Schemas of Shipkeeper's are not here, ",
      dump: [
        "--exclude-schema=shipkeeper_report", "--exclude-schema=shipkeeper_operator",
        "--no-privileges",
      ], commands: [["up", "--replace-changed"]]),
    Kind(
      name: "without a table of ours", code: "tables_missing",
      saying:
        "Tables of Shipkeeper's are not here, or their rows, as in a copy that left them out: "
        + "restore shipkeeper.lease.",
      change: "alter table shipkeeper.lease rename to moved",
      statements: "alter table shipkeeper.moved rename to lease"),
    Kind(
      name: "without a table of the ledger", code: "tables_missing",
      saying:
        "Tables of Shipkeeper's are not here, or their rows, as in a copy that left them out: "
        + "restore shipkeeper.migration.",
      change: "alter table shipkeeper.migration rename to moved",
      statements: "alter table shipkeeper.moved rename to migration"),
    Kind(
      name: "without the rows that the way back goes by", code: "tables_missing",
      saying:
        "Tables of Shipkeeper's are not here, or their rows, as in a copy that left them out: "
        + "restore shipkeeper.kept_table.",
      change:
        "create table moved as table shipkeeper.kept_table; delete from shipkeeper.kept_table",
      statements:
        "insert into shipkeeper.kept_table select * from moved; drop table moved"),
    Kind(
      name: "the shop's tables alone, without data", code: "public_alone",
      saying: "This is a copy of schema public alone: ",
      dump: ["--schema=public", "--schema-only", "--section=pre-data"],
      statements: """
        alter table orders_inbox add primary key (id), add unique (order_number);
        alter table order_items_inbox add primary key (id), add unique (order_inbox_id, sku);
        alter table sync_watermark add unique (workflow_name);
        """, commands: takenOut, runnerSaying: notInstalled),
    Kind(
      name: "without privileges", code: "no_privileges",
      saying: "This is a copy without its privileges (pg_dump --no-privileges): ",
      dump: ["--no-privileges"], commands: [["up", "--replace-changed"]]),
    Kind(
      name: "under another owner", code: "other_owner",
      saying: "Shipkeeper was deployed as shop_owner and belongs to copy_owner: ",
      dump: ["--no-owner"], restoredBy: "copy_owner", commands: [["up", "--replace-changed"]]),
    Kind(
      name: "without privileges, under another owner", code: "other_owner",
      saying: "Shipkeeper was deployed as shop_owner and belongs to copy_owner: ",
      dump: ["--no-owner", "--no-privileges"], restoredBy: "copy_owner",
      commands: [["up", "--replace-changed"]]),
    Kind(
      name: "another owner of a table", code: "owner_changed",
      saying: "Shipkeeper belongs to shop_owner and tables of the shop to copy_owner, ",
      change: "alter table orders_inbox owner to copy_owner",
      statements: "alter table public.orders_inbox owner to shop_owner"),
    Kind(
      name: "another owner of all tables", code: "owner_changed",
      saying: "Shipkeeper belongs to shop_owner and tables of the shop to copy_owner, ",
      change: """
        alter table orders_inbox owner to copy_owner; alter table order_items_inbox owner to copy_owner;
        alter table sku_lot owner to copy_owner
        """,
      statements: """
        alter table public.order_items_inbox owner to shop_owner; alter table public.orders_inbox owner to shop_owner;
        alter table public.sku_lot owner to shop_owner
        """),
    Kind(
      name: "without the lease", code: "rows_missing",
      saying: "Rows without which Shipkeeper cannot work are missing, ",
      dump: ["--exclude-table-data=shipkeeper.lease"],
      statements: "insert into shipkeeper.lease default values"),
    Kind(
      name: "without the shop's tables", code: "table_gone",
      saying: "The shop's table public.orders_inbox is not here: ",
      change: "alter table orders_inbox rename to moved",
      statements: "alter table moved rename to orders_inbox"),
  ]

  /// Only dumped, so that all tests share them.
  private static func original(_ original: Original = .adopted) throws -> TestShop {
    switch original {
    case .adopted: try adopted.get()
    case .contracted: try contracted.get()
    case .made: try made.get()
    }
  }
  private static let adopted = Result { try deployed() }
  private static let contracted = Result { try deployed(.contracted) }
  private static let made = Result { try deployed(.made) }

  private static func deployed(_ original: Original = .adopted) throws -> TestShop {
    let adopted = try TestShop.withOrders()
    let shop = try original == .made ? ShopServer.shared.newShop(.empty) : adopted
    try shop.psql(
      """
      do $$ begin
        create role copy_owner login;
        create role copy_dba login in role shop_owner, copy_owner;
      exception when duplicate_object then null;
      end $$
      """)
    // In an empty database the role that connects is the owner.
    try shop.migrateSuccessfully("up", user: original == .made ? "shop_owner" : "shop_dba")
    if original == .contracted {
      try shop.migrateSuccessfully("up", "--contract", "--accept", "all", user: "shop_dba")
    }
    return shop
  }

  private static func copy(of shop: TestShop, _ options: [String], by user: String) throws
    -> TestShop
  {
    let copy = try ShopServer.shared.newShop(.empty)
    if user != "postgres" {
      try copy.psql("alter database \(copy.database) owner to \(user)")
    }
    let dump = try Command.output(
      of: "\(shop.postgres.binaries)/pg_dump", options,
      environment: shop.environment(user: "postgres"))
    // What leans on what was left out is an error that a restore passes over.
    _ = try Command.run(
      "\(copy.postgres.binaries)/psql", ["-Xq"], environment: copy.environment(user: user),
      input: dump)
    return copy
  }

  @Test(arguments: kinds)
  func aCopyIsToldAndHasAWayOut(kind: Kind) throws {
    let original = try Self.original(kind.original)
    let shop = try Self.copy(of: original, kind.dump, by: kind.restoredBy)
    if !kind.change.isEmpty { try shop.psql(kind.change) }
    let schema = try shop.schema()
    for command in [["preflight"], ["status"], ["up"], ["plan"], ["verify"]] {
      let output = try Command.run(
        ProductPath.migrate, command, environment: shop.environment(user: "copy_dba"))
      #expect(output.status == (command == ["status"] ? 0 : 1), "\(command): \(output.text)")
      #expect(output.text.contains(kind.saying), "\(command): \(output.text)")
      #expect(
        output.text.split(separator: "\n").count { $0.hasPrefix("stop ") } <= 1, "\(output.text)")
      if command == ["verify"] {
        #expect(output.text.hasPrefix(kind.saying) && output.text.split(separator: "\n").count == 1)
      }
    }
    #expect(try shop.migrate("preflight", user: "copy_dba").stdout.contains("stop  \(kind.code)"))
    if kind.code != "public_alone" {
      #expect(
        try shop.psql("select finding, object from shipkeeper.verify()") == "copy|\(kind.code)")
    }
    let check = try Command.run(
      ProductPath.shipkeeper, ["check"],
      environment: shop.environment(user: "postgres").merging([
        "SHIPSTATION_API_KEY": "key", "SHIPSTATION_API_SECRET": "secret",
      ]) { $1 })
    let saying = kind.runnerSaying.isEmpty ? kind.saying : kind.runnerSaying
    #expect(check.status == 78 && check.stderr.contains(saying), "\(check.text)")
    if ["owner_changed", "table_gone", "tables_missing"].contains(kind.code) {
      let output = try shop.migrate("down", "--all", user: "copy_dba")
      #expect(output.status == 1 && output.stderr.hasPrefix(kind.saying), "\(output.text)")
    }
    #expect(try shop.schema() == schema)

    if !kind.statements.isEmpty { try shop.psql(kind.statements) }
    for command in kind.commands {
      let output = try Command.run(
        ProductPath.migrate, command, environment: shop.environment(user: "copy_dba"))
      #expect(output.status == 0, "\(command): \(output.text)")
    }
    #expect(try shop.migrate("verify", user: "copy_dba").text == "No finding.\n")
    #expect(
      try shop.psql(
        "select has_function_privilege('shipkeeper_runner', 'shipkeeper_runner.next_step(bigint)', 'execute')"
      ) == "t")
  }

  /// In spite of such a stop nothing could work.
  @Test func whatACopyLacksCannotBeAccepted() throws {
    let copy = try Self.copy(of: Self.original(), ["-s"], by: "postgres")
    let schema = try copy.schema()
    let refused = try copy.migrate("up", "--accept", "without_data", user: "postgres")
    #expect(
      refused.status == 1
        && refused.stderr.hasPrefix(
          "The stop without_data cannot be accepted: `up` would fail half way."),
      "\(refused.text)")
    #expect(try copy.schema() == schema)
    #expect(try copy.migrate("down", "--all", user: "postgres").status == 0)
  }

  @Test func theDataOfACopyWithoutDataCanBeRestored() throws {
    let original = try Self.original()
    let shop = try Self.copy(of: original, ["--schema-only"], by: "postgres")
    let data = try Command.output(
      of: "\(original.postgres.binaries)/pg_dump", ["--data-only", "--schema=shipkeeper"],
      environment: original.environment(user: "postgres"))
    try shop.psql(data)
    #expect(try shop.migrateSuccessfully("verify") == "No finding.\n")
    #expect(try shop.migrateSuccessfully("up").hasPrefix("Left out: 0013_other_lines_index"))
  }

  /// The shop's programs and `up` find their unique constraint again, whatever the original's contract did.
  @Test(arguments: [
    (Original.made, "--schema-only"), (.contracted, "--schema-only"),
    (.contracted, "--exclude-table-data=shipkeeper.*"), (.contracted, "--schema=public"),
  ])
  func takenOutOfACopyThenUpDownAndUpGiveTheSameDump(original: Original, dump: String) throws {
    let shop = try Self.copy(of: Self.original(original), [dump], by: "postgres")
    try shop.migrateSuccessfully("down", "--all", user: "copy_dba")
    try shop.psql(
      """
      insert into orders_inbox (id, order_number, order_date) values (70, '70', current_date);
      insert into order_items_inbox (order_inbox_id, sku, quantity) values (70, '17612', 1);
      insert into order_items_inbox (order_inbox_id, sku, quantity) values (70, '17612', 2)
      on conflict (order_inbox_id, sku) do update set quantity = excluded.quantity;
      """, user: "shop_owner")
    let taken = try shop.schema()
    try shop.migrateSuccessfully("up", user: "copy_dba")
    let up = try shop.schema()
    try shop.migrateToNothing(user: "copy_dba")
    #expect(try shop.schema() == taken)
    try shop.migrateSuccessfully("up", user: "copy_dba")
    #expect(try shop.schema() == up)
    #expect(try shop.migrateSuccessfully("verify", user: "copy_dba") == "No finding.\n")
  }

  /// A schema that a copy left out stops no way back at its last step.
  @Test func aCopyWithoutASchemaIsLeftInOneGo() throws {
    let shop = try Self.copy(
      of: Self.original(), ["--exclude-schema=shipkeeper_report"], by: "postgres")
    try shop.migrateSuccessfully("down", "--all", user: "copy_dba")
    #expect(try shop.psql("select from pg_namespace where nspname like 'shipkeeper%'") == "")
  }

  /// Lines that its unique constraint would refuse are the shop's: it is asked to merge them.
  @Test func aCopyWithRepeatedSKUsIsLeftAsItIs() throws {
    let shop = try Self.copy(of: Self.original(.contracted), ["--schema=public"], by: "postgres")
    try shop.psql(
      """
      insert into order_items_inbox (order_inbox_id, sku, quantity, shipstation_order_item_id)
      select id, '17612', 1, id from orders_inbox where id in (3, 5)
      """)
    let schema = try shop.schema()
    let refused = try shop.migrate("down", "--all", user: "copy_dba")
    #expect(refused.status == 1)
    #expect(refused.stderr.contains("would refuse: 3, 5."), "\(refused.text)")
    #expect(refused.stderr.hasSuffix("Nothing was changed.\n"), "\(refused.text)")
    #expect(try shop.schema() == schema)
    try shop.psql("delete from order_items_inbox where shipstation_order_item_id is not null")
    try shop.migrateSuccessfully("down", "--all", user: "copy_dba")
  }

  /// A superuser's copy: a DBA who is none cannot become the owner.
  @Test func whoeverCannotBecomeTheOwnerIsToldSo() throws {
    let shop = try Self.copy(
      of: Self.original(), ["--no-owner", "--no-privileges"], by: "postgres")
    let schema = try shop.schema()
    let sentence = """
      Schema shipkeeper belongs to postgres, and copy_dba cannot become that role, as in a copy that a superuser restored with --no-owner: \
      restore it with its owners, or connect as postgres and run `migrations/migrate up --replace-changed`.

      """
    for command in [["status"], ["verify"], ["plan", "down", "--all"], ["down", "--all"]] {
      let output = try Command.run(
        ProductPath.migrate, command, environment: shop.environment(user: "copy_dba"))
      #expect(output.status == 1 && output.text == sentence, "\(command): \(output.text)")
    }
    for command in ["preflight", "plan", "up"] {
      let output = try shop.migrate(command, user: "copy_dba")
      #expect(output.status == 1 && output.text.contains(sentence), "\(command): \(output.text)")
      #expect(output.text.contains(#/^stop +not_owned/#), "\(command): \(output.text)")
    }
    #expect(try shop.schema() == schema)
    try shop.migrateSuccessfully("up", "--replace-changed", user: "postgres")
    #expect(try shop.migrateSuccessfully("verify", user: "postgres") == "No finding.\n")

    let withSet = try shop.knowsSetOption() ? " with set true" : ""
    for shop in try [Self.original(), TestShop.withOrders()] {
      let output = try shop.migrate("status", user: "copy_owner")
      #expect(output.status == 1)
      #expect(
        output.stderr.hasSuffix(
          """
          belongs to shop_owner, and copy_owner cannot become that role. Connect as shop_owner; or, if copy_owner is a \
          DBA, let it become that role: grant shop_owner to copy_owner\(withSet).

          """
        ), "\(output.text)")
    }
  }

  /// What a copy of schema public holds stays, and is as if Shipkeeper had never been there, but for the wider check.
  @Test func takenOutOfACopyNothingIsLeft() throws {
    let original = try Self.original()
    let rows = try TestShop.withOrders()
    let shop = try Self.copy(of: original, ["--schema=public"], by: "postgres")
    try shop.psql("update orders_inbox set manual_lot_override = true where id = 7")
    let refused = try shop.migrate("down", "--all", user: "copy_dba")
    #expect(refused.status == 1 && refused.stderr.contains("manual lot override"))
    try shop.psql("update orders_inbox set manual_lot_override = false where id = 7")
    try shop.migrateSuccessfully("down", "--all", user: "copy_dba")
    let withoutCheck = { (text: String) in
      text.split(separator: "\n").filter { !$0.contains("orders_inbox_status_check") }
    }
    #expect(try withoutCheck(shop.schema()) == withoutCheck(rows.schema()))
    #expect(try shop.psql("select count(*), sum(total_items) from orders_inbox") == "50|0")
  }

  /// Rows in our tables are no copy without data: they are not dropped.
  @Test func aCopyWithRowsIsNotDropped() throws {
    let original = try Self.original()
    let shop = try Self.copy(of: original, ["--schema-only"], by: "postgres")
    try shop.psql("insert into shipkeeper.created_table (table_name) values ('sku_lot')")
    let schema = try shop.schema()
    let output = try shop.migrate("down", "--all", user: "copy_dba")
    #expect(output.status == 1)
    #expect(
      output.stderr.contains("shipkeeper.created_table holds rows: this is no copy without data."))
    let one = try shop.migrate("down", user: "copy_dba")
    #expect(one.status == 1 && one.stderr.hasPrefix("This is a copy without the data"))
    #expect(try shop.schema() == schema)
  }

  /// A server of another version words definitions and rights otherwise: one line, and a plain `up` heals it.
  @Test func anotherServerVersionIsOneLine() throws {
    let shop = try Self.deployed()
    try shop.psql(
      """
      update shipkeeper.deployed_object
      set server_major = 14, digest = 'worded otherwise', rights = replace(rights, 'arwdDxt', 'arwdDx')
      """)
    let output = try shop.migrate("verify")
    #expect(output.status == 1)
    #expect(output.stdout.hasPrefix("other_server_version: sql/: Loaded on PostgreSQL 14, "))
    #expect(output.stdout.hasSuffix("Run: migrations/migrate up\n"))
    #expect(output.stdout.split(separator: "\n").count == 1, "\(output.text)")
    let status = try shop.migrateSuccessfully("status")
    #expect(status.hasSuffix("  sql/: loaded on another server version, run `up`\n"))
    #expect(try shop.migrateSuccessfully("up").hasPrefix("sql/ "))
    #expect(try shop.migrateSuccessfully("verify") == "No finding.\n")
  }

  /// One place to look: the driver says what the function says, besides what only it can see.
  @Test func migrateVerifyShowsWhatTheFunctionShows() throws {
    let shop = try Self.deployed()
    try shop.psql(
      """
      update order_items_inbox set shipstation_order_item_id = id where order_inbox_id = 3;
      update orders_inbox set total_items = 7 where id = 3;
      revoke execute on function shipkeeper_runner.next_step(bigint) from shipkeeper_runner;
      alter table orders_inbox disable trigger shipkeeper_status_updated;
      grant select on shipkeeper.request to public;
      create function shipkeeper.mine() returns integer language sql return 1;
      """)
    let function = try shop.psql(
      "select finding || ': ' || object || ': ' || explanation from shipkeeper.verify() order by 1"
    ).split(separator: "\n")
    let driver = try shop.migrate("verify").stdout.split(separator: "\n")
    #expect(function.count == 4)
    #expect(
      driver.sorted()
        == (function + ["function shipkeeper.mine(): not deployed from sql/"]).sorted())
  }

  /// What a copy's columns are taken for is what migrations add.
  @Test func ourColumnsAreKnown() throws {
    let shop = try TestShop.withOrders()
    let columns = """
      select table_name || '.' || column_name from information_schema.columns where table_schema = 'public'
      """
    let before = try Set(shop.psql(columns).split(separator: "\n"))
    try shop.migrateSuccessfully("up")
    let added = try Set(shop.psql(columns).split(separator: "\n")).subtracting(before)
    let known = try shop.psql(
      "select unnest(:'own_columns'::text[])",
      arguments: ["-f", "\(ProductPath.repository)/migrations/own_columns.sql", "-f", "-"])
    #expect(Set(known.split(separator: "\n")) == added)
  }
}
