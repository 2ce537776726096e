import PrivatePostgres
import TestSupport
import Testing

/// What a contract finds that is not ready for it, and what it cannot see.
@Suite struct ContractFindingsTests {
  /// Something of the shop that leans on its unique constraint: how it is made, and the line that names it.
  struct Unready: Sendable, CustomTestStringConvertible {
    let line: String
    let sql: String
    init(_ line: String, _ sql: String) {
      self.line = line
      self.sql = sql
    }
    var testDescription: String { line }

    static func function(_ name: String, _ finding: String, _ body: String) -> Unready {
      Unready(
        "function public.\(name)(): \(finding)",
        "create function \(name)() returns void language plpgsql as $f$ begin \(body); end $f$;")
    }
  }

  static let insert =
    "insert into order_items_inbox (order_inbox_id, sku, quantity) values (1, '1', 1)"
  static let onColumns = "on conflict on its columns"
  static let unready = [
    Unready.function(
      "with_where", "on conflict on its columns, past the lines that came from ShipStation",
      "\(insert) on conflict (order_inbox_id, sku) where shipstation_order_item_id is null do nothing"
    ),
    .function(
      "columns", onColumns, "\(insert) on  conflict(order_inbox_id,sku)\n do nothing"),
    .function(
      "other_order", onColumns, "\(insert) ON CONFLICT ( SKU , ORDER_INBOX_ID ) DO NOTHING"),
    .function("quoted", onColumns, #"\#(insert) on conflict ("order_inbox_id", "sku") do nothing"#),
    .function(
      "by_name", "on conflict on a constraint",
      "\(insert) on conflict on constraint order_items_inbox_order_sku_unique do nothing"),
    .function(
      "bare", "on conflict do nothing, which takes any unique constraint",
      "\(insert) on conflict do nothing"),
    .function(
      "handler", "a handler of unique violations",
      "\(insert); exception when unique_violation then null"),
    .function(
      "sqlstate", "a handler of unique violations",
      "\(insert); exception when sqlstate '23505' then null"),
    .function(
      "updates", "an update or delete of the one line of a SKU",
      "update only public.order_items_inbox set quantity = 2 where sku = '1' and order_inbox_id = 1"
    ),
    .function(
      "deletes", "an update or delete of the one line of a SKU",
      "delete from order_items_inbox as i where i.order_inbox_id = 1 and i.sku = '1'"),
    Unready(
      "function public.standard(): \(onColumns)",
      """
      create function standard() returns void language sql
      begin atomic \(insert) on conflict (order_inbox_id, sku) do nothing; end;
      """),
    Unready(
      "function public.fires(): \(onColumns)",
      """
      create function fires() returns trigger language plpgsql as $f$
      begin \(insert) on conflict (order_inbox_id, sku) do nothing; return new; end $f$;
      """),
    Unready(
      "function public.goes(): \(onColumns)",
      "create procedure goes() language sql as $f$ \(insert) on conflict (order_inbox_id, sku) do nothing $f$;"
    ),
    Unready(
      "rule through on public.lines_by_view: \(onColumns)",
      """
      create view lines_by_view as select 1 as one;
      create rule through as on insert to lines_by_view do instead
      \(insert) on conflict (order_inbox_id, sku) do nothing;
      """),
    Unready(
      "foreign key picks_s_o_fkey of public.picks: refers to",
      """
      create table picks (o integer, s text, foreign key (s, o) references order_items_inbox (sku, order_inbox_id));
      """),
    Unready(
      "table public.order_items_inbox: no other index than the one that goes",
      "drop index idx_order_items_order;"),
    Unready(
      "replica identity of order_items_inbox: is the unique index",
      "alter table order_items_inbox replica identity using index order_items_inbox_order_sku_unique;"
    ),
  ]

  /// What leans on nothing that goes.
  static let ready = """
    create function calls() returns integer language sql as 'select shipkeeper.put_order_line(1, ''1'', 1)';
    create function by_id() returns void language plpgsql as $f$ begin
      update order_items_inbox set quantity = 2 where id = 1;
      delete from order_items_inbox where order_inbox_id = 1;
    end $f$;
    create function elsewhere() returns void language plpgsql as $f$ begin
      insert into sku_lot (sku, lot) values ('1', '1') on conflict on constraint sku_lot_sku_lot_key do nothing;
    end $f$;
    """

  private func expandedShop() throws -> TestShop {
    let shop = try ShopServer.shared.newShop(.expanded)
    try shop.psql(
      "insert into orders_inbox (order_number, order_date) values ('1', '2026-01-01'); \(Self.insert)",
      user: "shop_owner")
    return shop
  }

  @Test func everyKindIsNamedAndRefused() throws {
    let shop = try expandedShop()
    try shop.psql(Self.ready, user: "shop_owner")
    for unready in Self.unready { try shop.psql(unready.sql, user: "shop_owner") }
    let schema = try shop.schema()

    let refused = try shop.migrate("up", "--contract")
    #expect(refused.status == 1)
    let lines = refused.stderr.split(separator: "\n").filter { $0.hasPrefix("  not_ready: ") }
      .map { String($0.dropFirst("  not_ready: ".count)) }
    for unready in Self.unready {
      #expect(
        lines.contains { $0.hasPrefix(unready.line) }, "\(unready.line) in:\n\(refused.stderr)")
    }
    #expect(lines.count == Self.unready.count, "\(refused.stderr)")
    #expect(refused.stderr.contains("unknown: programs outside the database"))
    #expect(refused.stderr.contains("grant pg_read_all_stats to shop_owner."))
    #expect(refused.stderr.contains("-> Let it call shipkeeper.put_order_line"))

    // What cannot be seen is taken for ready; what was seen is not.
    let still = try shop.migrate("up", "--contract", "--accept", "unknown")
    #expect(still.status == 1)
    #expect(!still.stderr.contains("unknown: ") && still.stderr.contains("not_ready: "))
    #expect(try shop.schema() == schema)

    try shop.psql("drop table picks", user: "shop_owner")
    try shop.migrateSuccessfully("up", "--contract", "--accept", "all")
    #expect(try shop.psql(ContractTests.rules) == "")
  }

  @Test func whatIsReadyIsNotNamed() throws {
    let shop = try expandedShop()
    try shop.psql(Self.ready, user: "shop_owner")
    let refused = try shop.migrate("up", "--contract")
    #expect(refused.status == 1)
    #expect(!refused.stderr.contains("not_ready"), "\(refused.stderr)")
    try shop.migrateSuccessfully("up", "--contract", "--accept", "unknown")
  }

  @Test func statementsOfProgramsAreSeenWherePgStatStatementsIsReadable() throws {
    let server = try ShopServer(settings: [
      "shared_preload_libraries": "pg_stat_statements", "pg_stat_statements.track": "all",
    ])
    let shop = try server.newShop(.legacy)
    try shop.psql("create extension pg_stat_statements")
    try shop.migrateSuccessfully("roles", user: "postgres")
    try shop.psql(
      "insert into orders_inbox (order_number, order_date) values ('1', '2026-01-01'); \(Self.insert)",
      user: "shop_owner")
    try shop.migrateSuccessfully("up")
    try shop.psql(
      "\(ContractTests.grants) grant create on schema public to shop_program;", user: "shop_owner")
    // A program that is ready: neither its statements nor those of our functions count.
    try shop.psql(
      """
      select shipkeeper.put_order_line(1, '2', 1);
      select shipkeeper.put_order_line(1, '2', 3);
      select * from public.order_items_inbox where order_inbox_id = 1 and sku = '2';
      """, user: "shop_program")

    let blind = try shop.migrate("up", "--contract")
    #expect(blind.stderr.contains("grant pg_read_all_stats to shop_owner."), "\(blind.stderr)")
    try shop.psql("grant pg_read_all_stats to shop_owner")
    let seeing = try shop.migrate("up", "--contract")
    #expect(seeing.status == 1)
    #expect(seeing.stderr.contains("not run yet, are not seen"), "\(seeing.stderr)")
    #expect(!seeing.stderr.contains("not_ready"), "\(seeing.stderr)")

    // One that is not.
    try shop.psql(
      """
      \(Self.insert) on conflict (order_inbox_id, sku) do update set quantity = 5;
      \(Self.insert) on conflict (order_inbox_id, sku) do update set quantity = 6;
      update order_items_inbox set quantity = 7 where order_inbox_id = 1 and sku = '1';
      """, user: "shop_program")
    let refused = try shop.migrate("up", "--contract", "--accept", "unknown")
    #expect(refused.status == 1)
    #expect(
      refused.stderr.contains(
        "not_ready: statement of role shop_program: on conflict on its columns (2 calls)"),
      "\(refused.stderr)")
    #expect(
      refused.stderr.contains(
        "statement of role shop_program: an update or delete of the one line of a SKU (1 calls)"),
      "\(refused.stderr)")
    #expect(!refused.stderr.contains("shop_owner:"), "\(refused.stderr)")

    // Ready by now, and the memory of old statements wiped out.
    try shop.psql("select pg_stat_statements_reset()")
    try shop.migrateSuccessfully("up", "--contract", "--accept", "unknown")
    #expect(try shop.psql(ContractTests.rules) == "")
  }

  @Test func whoeverReadsALogicalSlotIsNamed() throws {
    let server = try ShopServer(settings: ["wal_level": "logical"])
    let shop = try server.newShop(.expanded)
    try shop.psql(
      """
      insert into orders_inbox (order_number, order_date) values ('1', '2026-01-01'); \(Self.insert);
      create publication lines for table order_items_inbox;
      """)
    try shop.psql("select pg_create_logical_replication_slot('feed', 'test_decoding')")
    defer { _ = try? shop.psql("select pg_drop_replication_slot('feed')") }

    let refused = try shop.migrate("up", "--contract", "--accept", "unknown")
    #expect(refused.status == 1)
    #expect(refused.stderr.contains("not_ready: publication lines"), "\(refused.stderr)")
    #expect(!refused.stderr.contains("logical slot"), "\(refused.stderr)")
    try shop.psql("drop publication lines")
    let blind = try shop.migrate("up", "--contract")
    #expect(blind.stderr.contains("unknown: logical slot feed (test_decoding)"), "\(blind.stderr)")
    try shop.migrateSuccessfully("up", "--contract", "--accept", "unknown")
  }
}
