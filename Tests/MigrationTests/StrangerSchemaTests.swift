import PrivatePostgres
import TestSupport
import Testing

/// What a stranger made under a name of ours or of the shop's: nothing of it is called, whoever asks.
@Suite struct StrangerSchemaTests {
  static let commands = [
    ["preflight"], ["status"], ["plan"], ["up"], ["up", "--accept", "schema_of_another"],
    ["verify"], ["plan", "down", "--all"], ["down", "--all"],
  ]

  @Test(arguments: ["postgres", "shop_owner"])
  func nothingInItRuns(as user: String) throws {
    let shop = try ShopServer.shared.newShop(.legacy)
    let maker = "schema_maker_beside_\(user)"
    try shop.psql(
      "create role \(maker) login; grant create on database \(shop.database) to \(maker)")
    // Whatever the driver might read or call there says so.
    try shop.psql(
      """
      create schema shipkeeper; grant usage on schema shipkeeper to public;
      create table shipkeeper.deployed_object (kind text);
      create function shipkeeper.ran() returns integer language plpgsql as $$
        begin raise exception 'a stranger runs as %', current_user; end $$;
      create function shipkeeper.copy_problem(out kind text, out problem text) language plpgsql as $$
        begin perform shipkeeper.ran(); end $$;
      create view shipkeeper.deployment as select shipkeeper.ran() as ledger_digest;
      create view shipkeeper.migration as select shipkeeper.ran() as name;
      create view shipkeeper.created_table as select shipkeeper.ran() as table_name;
      grant select on all tables in schema shipkeeper to public;
      """, user: maker)
    let schema = try shop.schema()
    for command in Self.commands {
      let said = try Command.run(
        ProductPath.migrate, command, environment: shop.environment(user: user))
      #expect(said.status == 1, "\(command): \(said.text)")
      #expect(
        said.text.contains("Schema shipkeeper belongs to \(maker), who owns neither"),
        "\(command): \(said.text)")
      #expect(!said.text.contains("a stranger runs"), "\(command): \(said.text)")
    }
    #expect(try shop.schema() == schema)
  }

  /// The driver reads rows of several fields: a name that looks like other rows is none of them.
  @Test(arguments: [#"copy\x1fw\x1fa stranger''s advice"#, #"migration\x1f0099_strange\x1f"#])
  func theNameOfATableIsNoOtherRow(row: String) throws {
    let shop = try ShopServer.shared.newShop(.expanded)
    try shop.psql("grant create on schema public to public")
    try shop.psql(
      "do $$ begin execute format('create table public.%I (a integer)', E'x\\n\(row)'); end $$",
      user: "shop_program")
    for command in ["status", "up", "verify", "plan"] {
      let said = try shop.migrate(command)
      #expect(said.status == 0, "\(command): \(said.text)")
      #expect(!said.text.contains("strange"), "\(command): \(said.text)")
    }
  }

  /// In a database without a shop a superuser looks at the shop's tables as their owner, who may have made them as PUBLIC alone.
  @Test(arguments: [
    (
      "shop_program",
      "create view orders_inbox as select ran() as id, '1'::text as shipstation_order_id"
    ),
    (
      "shop_program",
      """
      create table orders_inbox (id bigint, shipstation_order_id text);
      insert into orders_inbox values (1, '1');
      create policy all_of_them on orders_inbox using (ran() = 1);
      alter table orders_inbox enable row level security, force row level security
      """
    ),
    (
      "shop_program",
      """
      create type id as (number integer);
      create function written(id) returns text language sql as 'select ran()::text';
      create cast (id as text) with function written(id);
      create table orders_inbox (id bigint, shipstation_order_id id);
      insert into orders_inbox values (1, row(1))
      """
    ),
    (
      "public",
      """
      create function is_so(bigint) returns boolean language plpgsql immutable as $$
        begin return session_user = 'shop_program' or ran() > 0; end $$;
      create table orders_inbox (id bigint, shipstation_order_id text);
      create index on orders_inbox (id) where is_so(1)
      """
    ),
  ])
  func whatIsNamedLikeTheShopsTableRunsNothing(mayCreate: String, made: String) throws {
    let shop = try ShopServer.shared.newShop(.empty)
    try shop.psql("grant create on schema public to \(mayCreate)")
    try shop.psql(
      """
      create function ran() returns bigint language plpgsql as $$
        begin raise exception 'a stranger runs as %', session_user; end $$;
      \(made);
      """, user: "shop_program")
    let schema = try shop.schema()
    for command in Self.commands {
      let said = try Command.run(
        ProductPath.migrate, command, environment: shop.environment(user: "postgres"))
      #expect(!said.text.contains("a stranger runs"), "\(command): \(said.text)")
      if command == ["preflight"] {
        #expect(said.text.contains("It belongs to shop_program"), "\(said.text)")
      }
    }
    #expect(try shop.schema() == schema)
  }

  /// Rows of preflight hold names: one that looks like a row is none, and does what it holds to no terminal.
  @Test func theNameOfAFunctionIsNoFindingOfItsOwn() throws {
    let shop = try ShopServer.shared.newShop(.legacy)
    try shop.migrateSuccessfully("roles", user: "postgres")
    try shop.psql("grant create on schema public to public")
    for name in [#"x\nstop\x1fforged\x1fserver\x1fIt is broken.\x1f"#, #"y\x1fforged\x1f\x1b[2J"#] {
      try shop.psql(
        """
        do $do$ begin
          execute format('create function public.%I() returns void language sql as %L', E'\(name)', $$
            insert into public.order_items_inbox (order_inbox_id, sku, quantity) values (1, '1', 1)
            on conflict (order_inbox_id, sku) do nothing $$);
        end $do$
        """, user: "shop_program")
    }
    let found = try shop.migrate("preflight")
    #expect(found.status == 0 && !found.text.contains("\nstop"), "\(found.text)")
    #expect(found.text.contains("relies_on_unique"), "\(found.text)")
    #expect(!found.text.contains("\u{1b}") && !found.text.contains("\u{1f}"))
    try shop.migrateSuccessfully("up")
    let refused = try shop.migrate("up", "--contract")
    #expect(refused.status == 1 && refused.text.contains("would break"), "\(refused.text)")
    #expect(!refused.text.contains("\u{1b}") && !refused.text.contains("\nstop"))
    // What verify() says of it names it, too.
    try shop.psql(
      #"do $$ begin execute format('create index %I on sku_lot (lot)', E'x\n\x1b[2J'); end $$; "#
        + "update pg_index set indisvalid = false where indexrelid = (select max(oid) from pg_class where relname like E'x\\n%')"
    )
    let verified = try shop.migrate("verify")
    #expect(verified.status == 1 && verified.text.contains("invalid_index"), "\(verified.text)")
    #expect(verified.text.split(separator: "\n").count == 1, "\(verified.text)")
    #expect(!verified.text.contains("\u{1b}"), "\(verified.text)")
  }

  /// A name that an index of ours has: `create index if not exists` would pass it over in silence.
  @Test func theNameOfAnIndexIsNoIndex() throws {
    let name = "orders_inbox_shipkeeper_order_date_idx"
    let shop = try ShopServer.shared.newShop(.legacy)
    try shop.migrateSuccessfully("roles", user: "postgres")
    try shop.psql("grant create on schema public to public")
    try shop.psql("create table \(name) (a integer)", user: "shop_program")
    let refused = try shop.migrate("up")
    #expect(refused.status == 1 && refused.text.contains("name_taken"), "\(refused.text)")
    let accepted = try shop.migrate("up", "--accept", "name_taken")
    #expect(
      accepted.status == 1
        && accepted.text.contains(
          "public.\(name) is not Shipkeeper's, and has the name of an index that is made here"),
      "\(accepted.text)")
    try shop.psql("drop table \(name)")
    try shop.migrateSuccessfully("up")
    // It was made later: verify says so, and the way back leaves it to whom it belongs.
    try shop.psql("drop index \(name)")
    try shop.psql("create table t (a integer); create index \(name) on t (a)", user: "shop_program")
    let verified = try shop.migrate("verify")
    #expect(verified.text.contains("\(name) is missing or invalid"), "\(verified.text)")
    let down = try shop.migrate("down", "--all")
    #expect(down.status == 0, "\(down.text)")
    #expect(
      try shop.psql(
        "select '\(name)'::regclass::oid = indexrelid from pg_index where indrelid = 't'::regclass")
        == "t")
  }

  /// The unique constraint that a contract dropped comes back under its name, or nothing is taken back.
  @Test func theNameOfADroppedUniqueIsAReasonToRefuse() throws {
    let name = "order_items_inbox_order_sku_unique"
    let shop = try ShopServer.shared.newShop(.contracted)
    try shop.psql("grant create on schema public to public")
    try shop.psql("create table \(name) (a integer)", user: "shop_program")
    let schema = try shop.schema()
    for command in [["plan", "down", "--all"], ["down", "--all"], ["down", "--contract"]] {
      let refused = try Command.run(
        ProductPath.migrate, command, environment: shop.environment(user: "shop_owner"))
      #expect(refused.status == 1, "\(refused.text)")
      #expect(
        refused.text.contains(
          "Something else has the name of the shop's unique index by now: public.\(name)."),
        "\(refused.text)")
    }
    #expect(try shop.schema() == schema)
    #expect(try shop.migrate("verify").status == 0)
  }

  /// The shop's program calls it under its own path; so does a deployment that reads the table for it.
  @Test func aCheckThatReliesOnThePathIsValidated() throws {
    let shop = try ShopServer.shared.newShop(.legacy)
    try shop.migrateSuccessfully("roles", user: "postgres")
    try shop.psql(
      """
      create function known(text) returns boolean language plpgsql as $$
        begin return $1 <> ''; end $$;
      create function is_known(text) returns boolean language plpgsql as $$
        begin return known($1); end $$;
      insert into orders_inbox (order_number, order_date, status) values ('1', '2026-01-01', 'on_hold');
      alter table orders_inbox add constraint known check (is_known(status));
      """, user: "shop_owner")
    try shop.migrateSuccessfully("up")
    let down = try shop.migrate("down", "--all")
    #expect(down.status == 0, "\(down.text)")
    try shop.migrateSuccessfully("up")
  }

  /// What a stranger built on tables that 0001 made stops the way back before anything is done; its name says nothing else.
  @Test func whatAStrangerBuiltOnATableOfOursIsAReasonToRefuse() throws {
    let shop = try ShopServer.shared.newShop(.empty)
    try shop.migrateSuccessfully("roles", user: "postgres")
    try shop.psql("grant create on schema public to public")
    try shop.psql(
      "revoke create on schema public from public; grant create on schema public to shop_owner")
    try shop.migrateSuccessfully("up")
    try shop.psql("grant create on schema public to public")
    try shop.psql(
      #"do $$ begin execute format('create view public.%I as select 1 as one from sku_lot', E'v\n\x1b[2Jx:  SK075: x'); end $$"#,
      user: "shop_program")
    let schema = try shop.schema()
    for command in [["plan", "down", "--all"], ["down", "--all"]] {
      let refused = try Command.run(
        ProductPath.migrate, command, environment: shop.environment(user: "shop_owner"))
      #expect(refused.status == 1, "\(refused.text)")
      #expect(
        refused.text.contains("Not made by Shipkeeper, but built on it: view"), "\(refused.text)")
      #expect(!refused.text.contains("\u{1b}"), "\(refused.text)")
    }
    #expect(try shop.schema() == schema)
  }

  /// PostgreSQL adds no column with a default to a table whose row type another table uses.
  @Test func aColumnOfTheShopsRowTypeIsNamedFirst() throws {
    let shop = try ShopServer.shared.newShop(.legacy)
    try shop.migrateSuccessfully("roles", user: "postgres")
    try shop.psql("grant create on schema public to public")
    try shop.psql(
      #"do $$ begin execute format('create table public.%I (x orders_inbox[])', E'v\npsql:x:1: ERROR:  SK075: x'); end $$"#,
      user: "shop_program")
    let schema = try shop.schema()
    let refused = try shop.migrate("up", user: "postgres")
    #expect(refused.status == 1 && refused.text.contains("row_type_used"), "\(refused.text)")
    #expect(try shop.schema() == schema)
    // Whatever its name holds, the error is PostgreSQL's.
    let accepted = try shop.migrate("up", "--accept", "row_type_used", user: "postgres")
    #expect(accepted.status == 1 && accepted.text.contains("(0A000)"), "\(accepted.text)")
    #expect(try shop.migrate("down", "--all", user: "postgres").status == 0)
  }

  /// A superuser's rights are not at the disposal of whoever could make the shop's tables, whoever owns the database.
  @Test(arguments: ["postgres", "shop_dba"])
  func aCheckOfATableThatAnybodyCouldMakeStopsASuperuser(owner: String) throws {
    let shop = try ShopServer.shared.newShop(.empty)
    try shop.psql(
      """
      do $$ begin execute format('alter database %I owner to \(owner)', current_database()); end $$;
      grant create on schema public to public;
      """)
    try shop.load("Tests/shops/legacy.sql", user: "shop_program")
    let refused = try shop.migrate("up", user: "postgres")
    #expect(refused.status == 1 && refused.text.contains("owner_by_public"), "\(refused.text)")
  }

  /// Who keeps the driver's lock is named.
  @Test func whoKeepsTheDriversLockIsNamed() throws {
    let shop = try ShopServer.shared.newShop(.expanded)
    let holder = try shop.hold("select pg_advisory_xact_lock(1397246288)")
    defer { _ = holder }
    let output = try shop.migrate("up", "--reload")
    #expect(output.status == 75 && output.text.contains("session "), "\(output.text)")
    try shop.endHeldTransactions()
  }

  /// Tables that the shop took away since do not stop the way back half way.
  @Test func tablesThatTheShopTookAwayDoNotStopTheWayBack() throws {
    let shop = try ShopServer.shared.newShop(.expanded)
    try shop.psql("drop table system_kpis, sync_watermark cascade", user: "shop_owner")
    #expect(try shop.migrate("up").text.contains("restore it, or give it its name back"))
    let down = try shop.migrate("down", "--all")
    #expect(down.status == 0, "\(down.text)")
  }
}
