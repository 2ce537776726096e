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
}
