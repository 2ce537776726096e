import PrivatePostgres
import TestSupport
import Testing

/// Two sessions at once, step by step: each file of `Tests/isolation/specs` is one case.
///
/// What PostgreSQL's isolation tester prints must equal the file of the same name in `expected`.
@Suite struct IsolationTests {
  static let specs = Result { try RepositoryFiles.matching("*.spec", in: "Tests/isolation/specs") }

  @Test(arguments: try specs.get())
  func spec(_ path: String) throws {
    let name = String(path.split(separator: "/").last!.dropLast(".spec".count))
    let shop = try ShopServer.shared.newShop(.adopted)
    let output = try Command.output(of: "mktemp", ["-d"]).split(separator: "\n")[0]
    defer { _ = try? Command.run("rm", ["-rf", String(output)]) }
    let result = try Command.run(
      "\(shop.postgres.binaries)/../lib/pgxs/src/test/isolation/pg_isolation_regress",
      [
        "--use-existing", "--bindir=\(shop.postgres.binaries)", "--host=\(shop.postgres.folder)",
        "--port=5432", "--user=postgres", "--dbname=\(shop.database)",
        "--inputdir=\(ProductPath.repository)/Tests/isolation", "--outputdir=\(output)", name,
      ], folder: String(output))
    let differences = try Command.run("cat", ["\(output)/output_iso/regression.diffs"])
    #expect(result.status == 0, "\(differences.stdout)\(result.stderr)\(result.stdout)")
  }
}
