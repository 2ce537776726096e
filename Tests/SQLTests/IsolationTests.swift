import Glibc
import PrivatePostgres
import TestSupport
import Testing

/// Two sessions at once, step by step: each file of `Tests/isolation/specs` is one case.
///
/// What PostgreSQL's isolation tester prints must equal the file of the same name in `expected`.
@Suite struct IsolationTests {
  static let folder = "\(ProductPath.repository)/Tests/isolation"
  static let specs = Result {
    try RepositoryFiles.matching("*.spec", in: "Tests/isolation").map {
      String($0.split(separator: "/").last!.dropLast(".spec".count))
    }
  }

  /// The shop that a spec asks for in its first line, `# Shop: expanded`; else the one that the whole run adopts.
  private func kind(of name: String) throws -> ShopServer.Kind {
    let line = try Command.output(of: "head", ["-n", "1", "\(Self.folder)/specs/\(name).spec"])
    guard let kind = line.wholeMatch(of: #/# Shop: (\w+)\n/#) else { return .adopted }
    return try #require(ShopServer.Kind(rawValue: String(kind.1)))
  }

  /// The tester of the server's own version; where it has none, Debian's newest: it speaks to any.
  private func tester(of postgres: PrivatePostgres) throws -> String {
    let path = "lib/pgxs/src/test/isolation/pg_isolation_regress"
    let own = "\(postgres.binaries)/../\(path)"
    if access(own, X_OK) == 0 { return own }
    let others = try Command.output(of: "find", ["/usr/lib/postgresql", "-path", "*/\(path)"])
    return try #require(others.split(separator: "\n").map(String.init).max())
  }

  @Test(arguments: try specs.get())
  func spec(_ name: String) throws {
    let shop = try ShopServer.shared.newShop(kind(of: name))
    let output = String(try Command.output(of: "mktemp", ["-d"]).dropLast())
    defer { _ = try? Command.run("rm", ["-rf", output]) }
    let result = try Command.run(
      try tester(of: shop.postgres),
      [
        "--use-existing", "--bindir=\(shop.postgres.binaries)", "--host=\(shop.postgres.folder)",
        "--port=5432", "--user=postgres", "--dbname=\(shop.database)",
        "--inputdir=\(Self.folder)", "--outputdir=\(output)", name,
      ], folder: output)

    let expected = "\(Self.folder)/expected/\(name).out"
    if getenv("SHIPKEEPER_ACCEPT_ISOLATION") != nil {
      try Command.output(of: "cp", ["\(output)/results/\(name).out", expected])
    }
    let difference = try Command.run(
      "diff", ["--unified", "--new-file", expected, "\(output)/results/\(name).out"])
    #expect(difference.status == 0, "\(difference.stdout)\(result.stderr)")
  }

  @Test func thereAreSpecs() throws {
    #expect(try !Self.specs.get().isEmpty)
  }
}
