import PrivatePostgres
import TestSupport
import Testing

/// Each migration was the last one of a release once, or could have been: from there to this version while the shop writes.
@Suite struct ReleaseTests {
  struct Release: Sendable, CustomTestStringConvertible {
    let last: String
    let isContracted: Bool
    var testDescription: String { last }
    var upgrade: [String] { ["up"] + (isContracted ? ["--contract", "--accept", "all"] : []) }
  }

  static let releases = Result {
    let contracts = try Command.output(
      of: "grep", ["-rl", "--include=*.up.sql", "^-- contract:", "migrations"],
      folder: ProductPath.repository
    ).split(separator: "\n").map(String.init)
    return try RepositoryFiles.matching("*.up.sql", in: "migrations").map { path in
      Release(
        last: String(path.split(separator: "/").last!.prefix { $0 != "." }),
        isContracted: contracts.contains(path))
    }
  }

  /// Orders and lines of its own and of others: puts, changes and deletes them, one statement a transaction. Such an `on conflict` finds
  /// the shop's constraint as well as what a contract puts in its place.
  private static func writer(_ release: Release) -> String {
    let rule = release.isContracted ? "where shipstation_order_item_id is null" : ""
    return """
      \\set order random(1, 50)
      \\set sku random(1, 9)
      select nextval('other_program.orders') as number \\gset
      with o as (
        insert into public.orders_inbox (order_number, order_date, status) values ('W' || :number, current_date, 'pending') returning id
      )
      insert into public.order_items_inbox (order_inbox_id, sku, quantity) select o.id, 'W1', 1 from o;
      insert into public.order_items_inbox (order_inbox_id, sku, quantity) values (:order, 'W' || :sku, :sku)
      on conflict (order_inbox_id, sku) \(rule) do update set quantity = excluded.quantity;
      update public.order_items_inbox set quantity = :sku where order_inbox_id = :order and sku = '17612';
      update public.orders_inbox set status = 'awaiting_shipment', updated_at = now() where order_number = 'W' || :number;
      update public.orders_inbox set total_items = :sku where id = :order;
      select count(i.id) from public.orders_inbox as o left join public.order_items_inbox as i on i.order_inbox_id = o.id where o.id = :order;
      delete from public.order_items_inbox where order_inbox_id = :order and sku = 'W' || :sku;
      delete from public.orders_inbox where order_number = 'W' || (:number - 9);
      """
  }

  private static func shop() throws -> TestShop {
    let shop = try TestShop.withOrders()
    try shop.psql(
      OtherProgram.furniture + "create sequence other_program.orders;"
        + "grant usage on sequence other_program.orders to shop_program;")
    return shop
  }

  private static let expanded = Result { try fresh(isContracted: false) }
  private static let contracted = Result { try fresh(isContracted: true) }
  private static func fresh(isContracted: Bool) throws -> String {
    let shop = try Self.shop()
    try shop.migrateSuccessfully("up", user: "shop_dba")
    if isContracted {
      try shop.migrateSuccessfully("up", "--contract", "--accept", "all", user: "shop_dba")
    }
    return try shop.schema()
  }

  @Test(arguments: try releases.get())
  func upgradedWhileTheShopWrites(release: Release) throws {
    let shop = try Self.shop()
    func migrate(_ arguments: [String]) throws {
      let output = try Command.run(
        ProductPath.migrate, arguments, environment: shop.environment(user: "shop_dba"))
      try #require(output.status == 0, "\(arguments): \(output.text)")
    }
    try migrate(release.upgrade + ["--to", release.last])
    #expect(
      try shop.psql("select count(*) from shipkeeper.migration where name > '\(release.last)'")
        == "0")
    let program = try OtherProgram(Self.writer(release), on: shop, clients: 2, roundsASecond: 40)
    try migrate(["up"])
    if release.isContracted { try migrate(release.upgrade) }
    #expect(try program.stop() == "")

    #expect(try shop.migrate("verify", user: "shop_dba").text == "No finding.\n")
    let fresh = try (release.isContracted ? Self.contracted : Self.expanded).get()
    #expect(
      try shop.schema().split(separator: "\n").sorted()
        == fresh.split(separator: "\n").sorted())
    #expect(
      try shop.psql(
        "select count(*) > 50 from orders_inbox as o join order_items_inbox as i on i.order_inbox_id = o.id"
      ) == "t")
  }
}
