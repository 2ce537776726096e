import PrivatePostgres
import TestSupport
import Testing

/// A schema with one of our names that a stranger made: nothing in it is called, whoever asks.
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
}
