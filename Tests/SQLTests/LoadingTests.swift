import PrivatePostgres
import TestSupport
import Testing

/// The views of the report as tools load them: ADBC into polars, and snapshots of dbt, twice.
@Suite struct LoadingTests {
  @Test func toolsLoadEveryView() throws {
    let shop = try ShopServer.shared.newShop()
    try shop.load("Tests/loading/shop.sql", user: "postgres")
    let folder = try Command.output(of: "mktemp", ["-d"]).filter { !$0.isNewline }
    defer { _ = try? Command.run("rm", ["-rf", folder]) }
    let result = try Command.run(
      "Tests/.venv/bin/python", ["Tests/loading/load.py", folder],
      environment: shop.environment(user: "postgres"), folder: ProductPath.repository,
      timeLimit: .seconds(600))
    #expect(result.status == 0, "\(result.stdout)\(result.stderr)")
  }
}
