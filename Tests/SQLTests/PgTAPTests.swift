import Glibc
import PrivatePostgres
import TestSupport
import Testing

/// The tests written in SQL: each file of `Tests/sql` is one case, in a shop of its own.
@Suite struct PgTAPTests {
  /// All, or all but one that a server cannot run: SHIPKEEPER_TEST_LEAVE_OUT names it.
  static let files = Result {
    let leftOut = getenv("SHIPKEEPER_TEST_LEAVE_OUT").map { String(cString: $0) }
    return try RepositoryFiles.matching("*.sql", in: "Tests/sql").filter { $0 != leftOut }
  }

  @Test(arguments: try files.get())
  func file(_ path: String) throws {
    let shop = try ShopServer.shared.newShop(.inspected)
    let result = try Command.run(
      "pg_prove", ["--psql-bin", "\(shop.postgres.binaries)/psql", "--verbose", path],
      environment: shop.environment(user: "postgres"), folder: ProductPath.repository)
    #expect(result.status == 0, "\(failures(in: result.stdout))\(result.stderr)")
  }

  @Test func thereAreFiles() throws {
    #expect(try !Self.files.get().isEmpty)
  }

  /// What pg_prove says, without the tests that passed.
  private func failures(in output: String) -> String {
    output.split(separator: "\n", omittingEmptySubsequences: false)
      .filter { !$0.hasPrefix("ok ") }.joined(separator: "\n")
  }
}
