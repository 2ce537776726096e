import PrivatePostgres
import ShipStationStub
import TestSupport
import Testing

/// A shop where everybody may create in schema public, and somebody did: under each name that
/// Shipkeeper calls. Texts have a length there, and the DBA's and the runner's own search_path begin
/// with public.
@Suite("Strangers in schema public") struct StrangerTests {
  @Test("Driver, runner, courier and operators run nothing of theirs")
  func nothingRuns() throws {
    let scene = try Scene(.legacy, on: ShopServer())
    let shop = scene.shop
    try shop.load("Tests/shops/with_varchar.sql")
    try shop.psql(
      """
      insert into orders_inbox (order_number, order_date) values ('1', current_date);
      insert into order_items_inbox (order_inbox_id, sku, quantity) values (1, '1', 1);
      grant create on schema public to public;
      create role careless_dba login superuser;
      alter role careless_dba set search_path = public, pg_catalog;
      """)
    try shop.psql(
      "", user: "shop_program",
      arguments: [
        "-v", "sources=\(try Self.words())", "-f",
        "\(ProductPath.repository)/Tests/shops/strangers.sql",
      ])

    func migrate(_ arguments: String..., status: Int32 = 0) throws {
      let output = try Command.run(
        ProductPath.migrate, arguments, environment: shop.environment(user: "careless_dba"),
        timeLimit: .seconds(120))
      #expect(output.status == status, "\(arguments): \(output.stdout)\(output.stderr)")
      #expect(ran(on: shop) == [], "\(arguments)")
    }
    try migrate("preflight")
    try migrate("roles", "--print")
    try migrate("roles")
    try migrate("plan")
    try migrate("up")
    try migrate("status")
    try migrate("verify")
    try migrate("plan", "up", "--contract", status: 1)
    try migrate("up", "--contract", "--accept", "all")

    try shop.psql(
      """
      set search_path = pg_catalog;
      create role shop_runner login in role shipkeeper_runner;
      alter role shop_runner set search_path = public, pg_catalog;
      """)
    scene.stub.configure { $0.rateLimit.sendsHeaders = false }
    let run = try scene.shipkeeper("run")
    #expect(run.status == 0, "\(run.stdout)\(run.stderr)")
    #expect(try scene.shipkeeper("check").status == 0)
    #expect(ran(on: shop) == [], "the runner's own statements")

    let folder = "\(ProductPath.repository)/Tests/sql"
    try shop.psql(
      """
      set search_path = pg_catalog, pg_temp;
      set check_function_bodies = off;
      begin;
      delete from public.orders_inbox;
      \\i \(folder)/lots/prelude.psql
      \\i \(folder)/sync/remote.psql
      \\i \(folder)/everything.psql
      rollback;
      """)
    #expect(ran(on: shop) == [], "the courier's calls and the operators'")

    try migrate("plan", "down", "--all", status: 1)
    try migrate("down", "--contract")
    try migrate("down", "--all", "--export", "\(shop.postgres.folder)/export")
    try migrate("up")
    // They would have.
    try shop.psql("set search_path = pg_catalog, public; select format('%s', 'x'::text)")
    #expect(ran(on: shop) == ["format(text, text) ran as postgres"])
  }

  /// What of the strangers' ran, and as whom.
  private func ran(on shop: TestShop) -> Set<String> {
    Set(
      shop.postgres.log.matches(of: #/a stranger's (.*) in \w+/#).map { String($0.1) })
  }

  /// Shipkeeper's text: the words and symbols of it.
  private static func words() throws -> String {
    let files =
      try RepositoryFiles.matching("*", in: "sql") + RepositoryFiles.matching("*", in: "migrations")
      + RepositoryFiles.matching("*.swift", in: "Sources/shipkeeper")
    let text = try Command.output(of: "cat", files, folder: ProductPath.repository)
    return Set(text.split { !($0.isLetter || $0.isNumber || "_|<>=~*/+@?%-".contains($0)) })
      .joined(separator: " ")
  }
}
