import PrivatePostgres
import TestSupport
import Testing

/// The shop's rule of one row a SKU: expand, contract and back, while other programs are at work.
@Suite struct ContractTests {
  /// The ways in which shops came by that rule.
  enum Variant: String, CaseIterable {
    case legacy, otherName, withName, index, deferrable, otherOrder, several

    /// What makes the legacy shop such a one.
    var sql: String {
      let drop =
        "alter table order_items_inbox drop constraint order_items_inbox_order_sku_unique;"
      return switch self {
      case .legacy, .otherName, .withName: ""
      case .index:
        """
        \(drop)
        create unique index "One row, a SKU's" on order_items_inbox (order_inbox_id, sku);
        """
      case .deferrable:
        """
        alter table order_items_inbox drop constraint order_items_inbox_order_sku_unique,
        add constraint "Later" unique (order_inbox_id, sku) deferrable initially deferred;
        """
      case .otherOrder:
        """
        alter table order_items_inbox drop constraint order_items_inbox_order_sku_unique,
        add constraint sku_first unique (sku, order_inbox_id) with (fillfactor = 70);
        """
      case .several:
        """
        alter table order_items_inbox
        add constraint once_more unique (sku, order_inbox_id) include (quantity),
        add constraint stays unique (order_inbox_id, id);
        create unique index alone on order_items_inbox (sku, order_inbox_id desc);
        create unique index stays_too on order_items_inbox (order_inbox_id, sku, id);
        create unique index stays_in_part on order_items_inbox (order_inbox_id, sku) where quantity > 1000000;
        """
      }
    }

    var file: String? {
      switch self {
      case .otherName: "Tests/shops/other_constraint_name.sql"
      case .withName: "Tests/shops/with_name_column.sql"
      default: nil
      }
    }

    /// The shop's unique indexes that an order with a repeated SKU would violate, by name.
    var rules: String {
      switch self {
      case .legacy, .withName: "order_items_inbox_order_sku_unique"
      case .otherName: "order_items_inbox_order_inbox_id_sku_key"
      case .index: "One row, a SKU's"
      case .deferrable: "Later"
      case .otherOrder: "sku_first"
      case .several: "alone, once_more, order_items_inbox_order_sku_unique"
      }
    }

    /// PostgreSQL refuses `on conflict` where a deferrable constraint might be meant.
    var oldProgram: String {
      self == .deferrable ? OtherProgram.updateOrInsert : OtherProgram.oldStyle
    }
    var newProgram: String {
      self == .deferrable ? OtherProgram.updateOrInsert : OtherProgram.putOrderLine
    }
    var clients: Int { self == .deferrable ? 1 : 3 }
  }

  static let rules = """
    select string_agg(r.relname, ', ' order by r.relname collate "C")
    from pg_index as x join pg_class as r on r.oid = x.indexrelid
    where x.indrelid = 'order_items_inbox'::regclass and x.indisunique and x.indpred is null and x.indnkeyatts = 2
      and not exists (
        select from pg_attribute as a
        where a.attrelid = x.indrelid and a.attnum in (x.indkey[0], x.indkey[1]) and a.attname not in ('order_inbox_id', 'sku')
      )
    """
  static let grants = """
    grant usage on schema shipkeeper to shop_program;
    grant execute on function shipkeeper.put_order_line(bigint, text, integer, integer, text) to shop_program;
    """
  /// An order as ShipStation has it, 17612 x 3 and 17612 x 2, stored a row a line.
  static let repeatedSKU = """
    insert into orders_inbox (id, order_number, order_date, total_items) values (1000, '100531', '2026-01-01', 5);
    insert into order_items_inbox (order_inbox_id, sku, sku_lot, quantity, shipstation_order_item_id)
    values (1000, '17612', '17612 - 250300', 3, 11), (1000, '17612', '17612 - 250237', 2, 12);
    """
  static let stopped =
    """
    Left out: 0013_other_lines_index, 0014_free_repeated_skus, 0015_repeated_skus_way_back: \
    public.order_items_inbox was here before, and other programs
    """

  @Test(arguments: Variant.allCases)
  func expandContractAndBack(variant: Variant) throws {
    let shop = try TestShop.withOrders()
    if let file = variant.file { try shop.load(file) }
    try shop.psql(variant.sql, user: "shop_owner")
    try shop.psql(OtherProgram.furniture)
    let schema = try shop.schema()

    let old = try OtherProgram(variant.oldProgram, on: shop, clients: variant.clients)
    // A deferrable constraint, which `on conflict` cannot use, stops `up` until the DBA accepts it.
    let accepted = "unique_missing"
    #expect(try (shop.migrate("up", user: "shop_dba").status != 0) == (variant == .deferrable))
    let expanded = try shop.migrate("up", "--accept", accepted, user: "shop_dba")
    #expect(try old.stop() == "", "the old program")
    #expect(expanded.status == 0 && expanded.stdout.contains(Self.stopped), "\(expanded.text)")
    #expect(try shop.psql(Self.rules) == variant.rules)

    try shop.psql(Self.grants, user: "shop_owner")
    let new = try OtherProgram(variant.newProgram, on: shop, clients: variant.clients)
    try shop.migrateSuccessfully(
      "up", "--contract", "--accept", "unknown", "--accept", accepted, user: "shop_dba")
    #expect(try shop.psql(Self.rules) == "")
    try shop.psql(Self.repeatedSKU, user: "shop_owner")
    try shop.psql("delete from order_items_inbox where order_inbox_id = 1000", user: "shop_owner")

    try shop.migrateSuccessfully("down", "--contract", user: "shop_dba")
    #expect(try new.stop() == "", "the program that is ready")
    #expect(try shop.psql(Self.rules) == variant.rules)
    let again = try OtherProgram(variant.oldProgram, on: shop, clients: variant.clients)
    #expect(try again.stop() == "", "the old program after the way back")
    try shop.migrateToNothing(user: "shop_dba")
    #expect(try shop.schema() == schema)
  }

  @Test func whatEachStepRefusesAndKeeps() throws {
    let shop = try TestShop.withOrders()
    let schema = try shop.schema()
    try shop.migrateSuccessfully("up", user: "shop_dba")
    #expect(try shop.migrateSuccessfully("verify", user: "shop_dba") == "No finding.\n")
    let refused = try shop.migrate("up", "--contract", user: "shop_dba")
    #expect(refused.status == 1 && refused.stderr.contains("unknown: programs outside"))
    #expect(try shop.psql(Self.rules) == Variant.legacy.rules)
    try shop.migrateSuccessfully("up", "--contract", "--accept", "unknown", user: "shop_dba")
    #expect(try shop.migrateSuccessfully("up", user: "shop_dba") == "Nothing to do.\n")
    #expect(try shop.migrateSuccessfully("verify", user: "shop_dba") == "No finding.\n")
    try shop.psql(Self.repeatedSKU, user: "shop_owner")

    // Back: refused, merged, done.
    let contracted = try shop.schema()
    // The history of statuses would be lost on the longer ways: exported, they come to what refuses.
    let exports = try Command.output(of: "mktemp", ["-d"]).filter { !$0.isNewline }
    defer { _ = try? Command.run("rm", ["-rf", exports]) }
    for way in [
      ["--contract"], ["0012", "--export", "\(exports)/1"], ["--all", "--export", "\(exports)/2"],
    ] {
      let cannot = try Command.run(
        ProductPath.migrate, ["down"] + way, environment: shop.environment(user: "shop_dba"))
      #expect(cannot.status == 1)
      #expect(cannot.stderr.contains("1 orders hold a SKU on several lines"), "\(cannot.text)")
      #expect(try shop.schema() == contracted)
    }
    #expect(
      try shop.psql("select * from shipkeeper.collapse_repeated_skus()", user: "shop_owner")
        == "100531|17612|2|5")
    #expect(
      try shop.psql(
        """
        select o.total_items, i.sku_lot, i.quantity, i.shipstation_order_item_id
        from orders_inbox as o join order_items_inbox as i on i.order_inbox_id = o.id where o.id = 1000
        """) == "5||5|")
    try shop.migrateSuccessfully("down", "--contract", user: "shop_dba")
    #expect(try shop.psql(Self.rules) == Variant.legacy.rules)
    #expect(try shop.migrateSuccessfully("verify", user: "shop_dba") == "No finding.\n")
    #expect(try shop.migrate("up", user: "shop_dba").stdout.hasPrefix(Self.stopped))

    // To nothing: what was merged is written out first, or stays.
    let lost = try shop.migrate("down", "--all", user: "shop_dba")
    #expect(lost.status == 1 && lost.stderr.contains("shipkeeper.collapsed_line, 2 rows: "))
    let archive = try Command.output(of: "mktemp", ["-d"]).filter { !$0.isNewline }
    defer { _ = try? Command.run("rm", ["-rf", archive]) }
    try shop.migrateSuccessfully("down", "--all", "--export", archive, user: "shop_dba")
    #expect(try shop.schema() == schema)
    let kept = try Command.output(of: "cat", ["\(archive)/shipkeeper.collapsed_line.csv"])
    #expect(kept.split(separator: "\n").count == 3 && kept.contains("17612 - 250237"))
  }

  /// Two programs that put one SKU into one order at the same moment: a unique index beside the constraint that
  /// `on conflict` finds would make the second fail, now and then.
  @Test(arguments: [
    (ShopServer.Kind.expanded, "on conflict (order_inbox_id, sku)"),
    (.contracted, "on conflict (order_inbox_id, sku) where shipstation_order_item_id is null"),
  ])
  func programsThatMeetDoNotFail(kind: ShopServer.Kind, conflict: String) throws {
    let shop = try ShopServer.shared.newShop(kind)
    try shop.psql(
      "insert into orders_inbox (order_number, order_date) select n, '2026-01-01' from generate_series(1, 20) as n",
      user: "shop_owner")
    let result = try Command.run(
      "\(shop.postgres.binaries)/pgbench",
      ["--no-vacuum", "--client=6", "--jobs=2", "--time=2", "--random-seed=1", "--file=-"],
      environment: shop.environment(user: "shop_program"),
      input: """
        \\set order random(1, 20)
        \\set sku random(1, 3)
        \\set what random(1, 9)
        \\if :what = 1
          delete from public.order_items_inbox where order_inbox_id = :order;
        \\else
          insert into public.order_items_inbox (order_inbox_id, sku, quantity) values (:order, 'W' || :sku, 1)
          \(conflict) do update set quantity = excluded.quantity;
        \\endif
        """)
    #expect(result.status == 0, "\(result.stderr)")
  }

  @Test func anEmptyDatabaseGoesToTheEndAtOnce() throws {
    let shop = try ShopServer.shared.newShop(.empty)
    _ = try ShopServer.shared.newShop(.adopted)
    let schema = try shop.schema()
    #expect(try shop.migrateSuccessfully("up").hasSuffix("\nDone.\n"))
    #expect(try shop.psql(Self.rules) == "")
    let deployed = try shop.schema()
    try shop.migrateSuccessfully("down", "0012")
    #expect(try shop.psql(Self.rules) == "order_items_inbox_order_sku_unique")
    #expect(try shop.migrateSuccessfully("up").hasSuffix("\nDone.\n"))
    #expect(try shop.schema() == deployed)
    try shop.migrateSuccessfully("down", "--all")
    #expect(try shop.schema() == schema)
  }

  @Test func oneStepBackIsTheNewestMigrationAndLeavesTheContract() throws {
    let shop = try ShopServer.shared.newShop(.contracted)
    try shop.psql(Self.repeatedSKU, user: "shop_owner")
    let deployed = try shop.schema().split(separator: "\n").sorted()
    let paths = try RepositoryFiles.matching("*.up.sql", in: "migrations")
    let before = try #require(paths.dropLast().last?.split(separator: "/").last).dropLast(7)
    // The functions need the tables that go, and are absent until the way up.
    let back = try shop.migrate("down")
    #expect(
      back.status == 0 && back.text.contains("from the checkout that ends with \(before)"))
    #expect(try shop.psql(Self.rules) == "")
    #expect(try shop.migrate("verify").text.contains("sql/: not loaded since the last migration"))
    try shop.psql(
      "update orders_inbox set status = 'awaiting_shipment'; update sku_lot set active = 1",
      user: "shop_program")
    #expect(try shop.migrateSuccessfully("up").hasSuffix("\nDone.\n"))
    #expect(try shop.schema().split(separator: "\n").sorted() == deployed)
  }

  @Test func aContractTakenBackInPartGoesForwardAgain() throws {
    let shop = try ShopServer.shared.newShop(.contracted)
    try shop.psql(Self.repeatedSKU, user: "shop_owner")
    #expect(try shop.migrate("down", "--contract").status == 1)
    try shop.psql("select * from shipkeeper.collapse_repeated_skus()", user: "shop_owner")
    try shop.psql(
      "update shipkeeper.migration set down_sql = down_sql || 'select 1 / 0;' where name like '0014%'"
    )
    #expect(try shop.migrate("down", "--contract").status == 1)
    try shop.psql(
      "update shipkeeper.migration set down_sql = replace(down_sql, 'select 1 / 0;', '')")
    // The index stands, and is none of the shop's constraints yet.
    #expect(try shop.psql(Self.rules) == "order_items_inbox_order_sku_unique")
    #expect(try shop.migrateSuccessfully("verify") == "No finding.\n")
    try shop.migrateSuccessfully("up", "--contract", "--accept", "unknown")
    #expect(try shop.psql(Self.rules) == "")
    #expect(try shop.migrateSuccessfully("verify") == "No finding.\n")

    try shop.migrateSuccessfully("down", "--contract")
    try shop.migrateSuccessfully("up", "--to", "0013", "--contract", "--accept", "unknown")
    let stopped = try shop.migrateSuccessfully("up")
    #expect(stopped.contains("\nLeft out: 0014_free_repeated_skus, "))
    try shop.migrateSuccessfully("up", "--contract", "--accept", "unknown")
    #expect(try shop.psql(Self.rules) == "")
  }

  @Test func aReportThatRunsForLongStopsTheContractAndNobodyElse() throws {
    let shop = try ShopServer.shared.newShop(.expanded)
    try shop.psql(
      """
      insert into orders_inbox (order_number, order_date) select n, '2026-01-01' from generate_series(1, 50) as n;
      insert into order_items_inbox (order_inbox_id, sku, quantity) select id, '17612', 1 from orders_inbox;
      """, user: "shop_owner")
    try shop.psql(OtherProgram.furniture)
    try shop.psql(Self.grants, user: "shop_owner")
    try shop.migrateSuccessfully("up", "--to", "0013", "--contract", "--accept", "unknown")
    let program = try OtherProgram(OtherProgram.putOrderLine, on: shop)
    let report = try shop.hold("select count(*) from order_items_inbox")
    let checkout = try Checkout(empty: true)
    try checkout.copyEverything()
    let refused = try checkout.migrate(
      "up", "--contract", "--accept", "unknown", on: shop, user: "shop_owner", lockTries: 5)
    #expect(refused.status == 1)
    #expect(
      refused.stderr.contains(
        "0014_free_repeated_skus: the lock was not free in 5 tries. This step changed nothing"),
      "\(refused.text)")
    #expect(try shop.psql(Self.rules) == "order_items_inbox_order_sku_unique")
    try shop.endHeldTransactions()
    _ = try report.wait()
    try shop.migrateSuccessfully("up", "--contract", "--accept", "unknown")
    #expect(try shop.psql(Self.rules) == "")
    #expect(try program.stop() == "")
  }
}

extension Checkout {
  /// Turns it into a copy of this repository's migrations and `sql/`.
  func copyEverything() throws {
    try Command.output(
      of: "cp", ["-r", "migrations", "sql", folder], folder: ProductPath.repository)
  }
}
