import PrivatePostgres
import TestSupport
import Testing

/// A kind of work comes with a folder and its lines in `install.sql`, and goes with them.
@Suite("Operations: a kind of work") struct KindOfWorkTests {
  @Test func itNeedsNothingButItsFolderAndGoesWithoutATrace() throws {
    let shop = try ShopServer.shared.newShop()
    try shop.psql("update shipkeeper.settings set sync_mode = 'off'")
    let release = try Self.releaseWithVisits()
    defer { _ = try? Command.run("rm", ["-rf", release]) }
    let up = try Command.run(
      "\(release)/migrations/migrate", ["up"], environment: shop.environment(user: "shop_owner"),
      timeLimit: .seconds(120))
    #expect(up.status == 0, Comment(rawValue: up.stdout + up.stderr))

    #expect(try Self.run(shop, "--only", "visits").contains("\"tried\": 1"))
    #expect(try Self.run(shop, "--only", "ghosts,visits").contains("\"tried\": 1"))
    try Self.expectItsFigures(shop)

    // The release without it.
    try shop.migrateSuccessfully("up")
    #expect(try shop.psql("select to_regprocedure('shipkeeper.declare_visits()') is null") == "t")
    #expect(try shop.psql("select count(*) from shipkeeper.verify()") == "0")
    #expect(try !Self.run(shop, "--only", "ghosts").contains("tried"))
    try Self.expectItsFigures(shop)
    let alone = try Self.shipkeeper(shop, "--only", "visits")
    #expect(alone.stderr.contains("visits is no kind of work of a run; there is: sync,"))
    try shop.psql("update shipkeeper.cycle set started_at = '2025-01-01', ended_at = '2025-01-01'")
    #expect(try Self.run(shop, "--only", "upkeep").contains("\"requests\": 0"))
    #expect(try shop.psql("select count(*) from shipkeeper.cycle") == "1")
    try Self.expectItsFigures(shop, cycles: 0)
  }

  /// That it was done twice, in all that shows figures.
  private static func expectItsFigures(_ shop: TestShop, cycles: Int = 2) throws {
    #expect(
      try shop.psql(
        "select count(*) from shipkeeper_report.cycles where figures @> '{\"visits\": {\"tried\": 1}}'",
        user: "shop_analyst") == "\(cycles)")
    #expect(
      try shop.psql(
        "select sum(value) from shipkeeper_report.daily_figures where (kind, figure) = ('visits', 'tried')",
        user: "shop_analyst") == "2")
    #expect(try Exporter.scrape(shop)["shipkeeper_figure_total visits tried"] == "2")
  }

  /// A run that succeeds: its metrics.
  private static func run(_ shop: TestShop, _ arguments: String...) throws -> String {
    let run = try shipkeeper(shop, arguments)
    #expect(run.status == 0, Comment(rawValue: run.stderr))
    return run.stdout
  }

  private static func shipkeeper(_ shop: TestShop, _ arguments: String...) throws -> Command.Output
  {
    try shipkeeper(shop, arguments)
  }

  /// The real runner, whose ShipStation is a port where nobody listens.
  private static func shipkeeper(_ shop: TestShop, _ arguments: [String]) throws -> Command.Output {
    try Command.run(
      ProductPath.shipkeeper, ["run", "--json"] + arguments,
      environment: shop.environment().merging([
        "SHIPSTATION_API_KEY": "key", "SHIPSTATION_API_SECRET": "secret",
        "SHIPSTATION_BASE_URL": "http://127.0.0.1:9",
      ]) { $1 })
  }

  /// This repository's migrations and sql/ in a folder of their own, with one folder more.
  private static func releaseWithVisits() throws -> String {
    let folder = try Command.output(of: "mktemp", ["-d", "/tmp/shipkeeper-release-XXXXXX"])
      .filter { !$0.isNewline }
    try Command.output(
      of: "sh",
      [
        "-c",
        """
        cp -r migrations sql Tests/fixtures/visits "$1" && mv "$1/visits" "$1/sql"
        for name in declare plan handle report; do echo "\\\\ir visits/${name}_visits.sql"; done >"$1/lines"
        sed -i "/^-- What the kinds of work declare/r $1/lines" "$1/sql/install.sql"
        """, "sh", folder,
      ], folder: ProductPath.repository)
    return folder
  }
}
