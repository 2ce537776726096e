import PrivatePostgres
import TestSupport
import Testing

/// What the linters say of this repository: nothing.
@Suite struct LintTests {
  /// Squawk knows which locks of a migration stop a shop. It is told which files run in a transaction.
  @Test(arguments: [true, false])
  func migrationsLockNoShop(inTransaction: Bool) throws {
    let files = try RepositoryFiles.matching("*.up.sql", in: "migrations").filter { path in
      let header = try Command.run(
        "grep", ["-q", "^-- no-transaction", path], folder: ProductPath.repository)
      return (header.status != 0) == inTransaction
    }
    try #require(!files.isEmpty)
    try expectSilence(
      from: "Tests/.venv/bin/squawk",
      ["--config", "Tests/lint/squawk.toml", "--reporter", "gcc"]
        + (inTransaction ? ["--assume-in-transaction"] : ["--no-assume-in-transaction"]) + files)
  }

  @Test func sqlIsFormatted() throws {
    // The driver's own files and the tables of contents are psql scripts, not SQL.
    let migrations = try RepositoryFiles.matching("[0-9]*.sql", in: "migrations")
    let objects = try RepositoryFiles.matching("*.sql", in: "sql")
      .filter { !["sql/install.sql", "sql/uninstall.sql"].contains($0) }
    try #require(!migrations.isEmpty && !objects.isEmpty)
    try expectSilence(
      from: "Tests/.venv/bin/sqlfluff",
      ["lint", "--config", "Tests/lint/sqlfluff.cfg"] + migrations + objects)
  }

  @Test func shellScriptsAreSound() throws {
    let scripts = try RepositoryFiles.shellScripts(in: [".ci", "Sources", "Tests", "migrations"])
    try #require(scripts.contains("Tests/run"))
    try expectSilence(from: "shellcheck", ["--external-sources"] + scripts)
  }

  @Test func swiftIsFormatted() throws {
    try expectSilence(
      from: "swift",
      ["format", "lint", "--strict", "--recursive", "Package.swift", "Sources", "Tests"])
  }

  private func expectSilence(from tool: String, _ arguments: [String]) throws {
    let result = try Command.run(
      tool, arguments, folder: ProductPath.repository, timeLimit: .seconds(120))
    #expect(result.status == 0, "\(result.stdout)\(result.stderr)")
  }
}
