import Glibc
import PrivatePostgres
import ShipStationStub
import TestSupport
import Testing

/// Database first, then the runner: between the two steps the runner of the version before works on.
@Suite("Upgrades")
struct UpgradeTests {
  /// The releases, by their tags: each was the present version once. None yet: then only the version
  /// to come is tried, which this repository stands before.
  static let releases = Result {
    try Command.output(of: "git", ["tag", "--list", "v*"], folder: ProductPath.repository)
      .split(separator: "\n").map(String.init)
  }

  @Test("This runner works on after the next version's migrations, and no data is lost")
  func nextVersion() throws {
    let scene = try Scene()
    let folder = try Self.folder()
    defer { _ = try? Command.run("rm", ["-rf", folder]) }
    try Command.output(
      of: "cp", ["-r", "migrations", "sql", folder], folder: ProductPath.repository)
    // What a next version may do to our own tables, to a function, and to a view.
    try Self.write(
      "alter table shipkeeper.ghost add column note text not null default '';\n",
      to: "\(folder)/migrations/9000_next.up.sql")
    try Self.write(
      "alter table shipkeeper.ghost drop column note;\n",
      to: "\(folder)/migrations/9000_next.down.sql")
    try Command.output(
      of: "sed",
      [
        "-i", "s/Found ' .. nullif/Seen ' || nullif/",
        "\(folder)/sql/ghosts/find_ghosts.sql",
      ])

    try Self.heal(100, scene)
    try scene.ghost(101, inShipStation: "awaiting_shipment", [])
    #expect(try scene.shipkeeper("run").status == 0)
    let up = try Command.run(
      "\(folder)/migrations/migrate", ["up"],
      environment: scene.shop.environment(user: "shop_owner"))
    #expect(up.status == 0, Comment(rawValue: up.stderr))

    #expect(try scene.order(100) == "shipped|2|1|2")
    #expect(
      try scene.shop.psql("select attempts || note from shipkeeper.ghost") == "1", "what was tried")
    let run = try Self.heal(102, scene)
    #expect(run.stderr.contains("Seen 2 ghost orders"))
    #expect(try scene.shop.psql("select * from shipkeeper.verify()") == "")
  }

  @Test(
    "From a release with data to this version, its runner working in between",
    .enabled(if: (try? releases.get())?.isEmpty == false, "there is no release yet"))
  func fromRelease() throws {
    for release in try Self.releases.get() {
      let folder = try Self.folder()
      defer {
        _ = try? Command.run(
          "git", ["worktree", "remove", "--force", folder], folder: ProductPath.repository)
      }
      try Command.output(
        of: "git", ["worktree", "add", "--detach", "--force", folder, release],
        folder: ProductPath.repository)
      try Command.output(
        of: "swift", ["build", "--quiet", "--product", "shipkeeper"], folder: folder,
        timeLimit: .seconds(600))
      let scene = try Scene(.legacy)
      let before = "\(folder)/.build/debug/shipkeeper"
      let up = try Command.run(
        "\(folder)/migrations/migrate", ["up"],
        environment: scene.shop.environment(user: "shop_owner"))
      try #require(up.status == 0, Comment(rawValue: "\(release): \(up.stderr)"))
      try scene.shop.psql("update shipkeeper.settings set sync_mode = 'off'")
      try Self.heal(100, scene, with: before)

      try scene.shop.migrateSuccessfully("up")
      try Self.heal(101, scene, with: before)
      try Self.heal(102, scene)
      #expect(try scene.order(100) == "shipped|2|1|2")
      #expect(try scene.shop.psql("select * from shipkeeper.verify()") == "")
    }
  }

  /// Makes a ghost and has a runner heal it.
  @discardableResult
  private static func heal(
    _ number: Int64, _ scene: Scene, with program: String = ProductPath.shipkeeper
  ) throws -> Command.Output {
    try scene.ghost(number, inShipStation: "shipped", [StubItem(sku: "17612", quantity: 2)])
    try scene.letTimePass()
    let run = try Command.run(program, ["run"], environment: scene.environment)
    #expect(run.status == 0, Comment(rawValue: run.stderr))
    #expect(try scene.order(number) == "shipped|2|1|2")
    return run
  }

  private static func folder() throws -> String {
    try Command.output(of: "mktemp", ["-d", "/tmp/shipkeeper-upgrade-XXXXXX"])
      .filter { !$0.isNewline }
  }

  private static func write(_ text: String, to path: String) throws {
    let file = try #require(fopen(path, "w"))
    fputs(text, file)
    fclose(file)
  }
}
