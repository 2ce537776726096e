import Glibc
import PrivatePostgres
import ShipStationStub
import TestSupport
import Testing

/// Settings, credentials, the database's version: what the runner refuses, and what it says then.
@Suite("Runner: configuration")
struct ConfigurationTests {
  let scene: Scene

  init() throws { scene = try Scene() }

  @Test("A check of a sound installation says so, line by line, and touches nothing")
  func soundInstallation() throws {
    let check = try scene.shipkeeper("check")

    #expect(check.status == 0)
    #expect(check.stderr.contains("✅ Database: schema "))
    #expect(check.stderr.contains("✅ ShipStation: the API answers and accepts the credentials\n"))
    #expect(scene.stub.requests.map(\.path) == ["/orders"])
  }

  @Test("A check with a wrong key ends with status 77")
  func wrongKey() throws {
    let check = try scene.shipkeeper("check", changes: ["SHIPSTATION_API_SECRET": "wrong-secret"])
    #expect(check.status == 77)
    #expect(!(check.stderr + check.stdout).contains("wrong-secret"))
  }

  @Test(
    "Settings that cannot work end with status 78 and a sentence, before anything is sent",
    arguments: [
      ["SHIPSTATION_API_KEY": nil], ["SHIPSTATION_API_SECRET": ""],
      ["SHIPSTATION_API_KEY_FILE": "/nonexistent/key"],
      ["SHIPSTATION_API_KEY": nil, "SHIPSTATION_API_KEY_FILE": "/nonexistent/key"],
      ["SHIPSTATION_API_KEY": "with:colon"],
      ["SHIPSTATION_BASE_URL": "http://ssapi.example.com"],
      ["SHIPSTATION_BASE_URL": "http://127.0.0.1@example.com"],
      ["SHIPSTATION_BASE_URL": "https://user:secret@example.com"],
      ["SHIPSTATION_BASE_URL": "ftp://127.0.0.1"],
    ] as [[String: String?]])
  func settings(changes: [String: String?]) throws {
    let run = try scene.shipkeeper("run", changes: changes)
    #expect(run.status == 78)
    #expect(!run.stderr.isEmpty)
    #expect(scene.stub.requests.isEmpty)
  }

  @Test("Credentials come from files as well")
  func credentialFiles() throws {
    let folder = "/tmp/shipkeeper-credentials-\(getpid())"
    mkdir(folder, 0o700)
    defer { _ = try? Command.run("rm", ["-r", folder]) }
    _ = try Command.run(
      "sh",
      ["-c", "printf 'stub-key\\n' > \(folder)/key; printf 'stub-secret\\n' > \(folder)/secret"])

    let check = try scene.shipkeeper(
      "check",
      changes: [
        "SHIPSTATION_API_KEY": nil, "SHIPSTATION_API_SECRET": nil,
        "SHIPSTATION_API_KEY_FILE": folder + "/key",
        "SHIPSTATION_API_SECRET_FILE": folder + "/secret",
      ])
    #expect(check.status == 0)
  }

  @Test("A database without Shipkeeper: status 78, and what to run")
  func notInstalled() throws {
    let bare = try Scene(.legacy)
    let run = try bare.shipkeeper("run")
    #expect(run.status == 78)
    #expect(run.stderr.contains("migrations/migrate up"))
  }

  @Test("A login that is not in the runner's group: status 78, and what to grant")
  func noRights() throws {
    let run = try scene.shipkeeper("run", changes: ["PGUSER": "shop_program"])
    #expect(run.status == 78)
    #expect(run.stderr.contains("shipkeeper_runner"))
  }

  @Test("A database that is not there: status 69")
  func noDatabase() throws {
    #expect(
      try scene.shipkeeper("run", changes: ["PGHOST": "/nonexistent", "PGCONNECT_TIMEOUT": "2"])
        .status == 69)
  }

  @Test("A login that the server refuses: status 78, and what to mend, whatever it is")
  func refusedLogin() throws {
    let own = try Scene(.empty, on: ShopServer())
    let file = try own.shop.psql("show hba_file")
    try own.shop.psql("alter role shop_program password 'right'")
    try own.shop.psql(
      """
      copy (values ('local all shop_program scram-sha-256'), ('local all all trust')) to '\(file)'
      """)
    try own.shop.psql("select pg_reload_conf()")
    try own.waitUntil("count(*) = 2 from pg_hba_file_rules where error is null")
    let cases: [([String: String?], String)] = [
      (["PGUSER": "shop_program", "PGPASSWORD": "wrong"], "PGPASSWORD"),
      (["PGUSER": "shop_program"], "PGPASSWORD"),
      (["PGUSER": "nobody_here"], "PGUSER"),
      (["PGUSER": "shop_owner", "PGDATABASE": "no_such_database"], "PGDATABASE"),
    ]
    for (changes, variable) in cases {
      for command in ["run", "check"] {
        let run = try own.shipkeeper(command, changes: changes)
        #expect(run.status == 78, "\(changes)")
        #expect(run.stderr.contains(variable), "\(run.stderr)")
        #expect(!run.stderr.contains("wrong"))
      }
    }
  }

  @Test("A database with another protocol: status 78, and what to run", arguments: [1, 3])
  func otherProtocol(version: Int) throws {
    try scene.shop.psql(
      """
      create or replace function shipkeeper.protocol_version() returns integer language sql
      immutable set search_path = pg_catalog, pg_temp as 'select \(version)'
      """)
    let run = try scene.shipkeeper("run")
    #expect(run.status == 78)
    #expect(run.stderr.contains(version == 1 ? "migrations/migrate up" : "install the newer"))
  }

  @Test("Several hosts with target_session_attrs=read-write: the one that answers is used")
  func severalHosts() throws {
    let host = try #require(scene.environment["PGHOST"])
    let port = scene.environment["PGPORT"] ?? "5432"
    let run = try scene.shipkeeper(
      "run",
      changes: [
        "PGHOST": "/nonexistent,\(host)", "PGPORT": "\(port),\(port)",
        "PGTARGETSESSIONATTRS": "read-write",
      ])
    #expect(run.status == 0)
  }

  @Test("An unknown kind of work is refused with the list of those there are")
  func unknownKind() throws {
    let run = try scene.shipkeeper("run", "--only", "ghost")
    #expect(run.status == 78)
    #expect(run.stderr.contains("ghosts"))
  }

  @Test("The shop's switch pauses it: status 75")
  func paused() throws {
    try scene.shop.psql(
      "insert into workflow_controls (workflow_name, enabled) values ('shipkeeper', false)")
    #expect(try scene.shipkeeper("run").status == 75)
  }

  @Test("Help names every exit status and every variable")
  func help() throws {
    let help = try scene.shipkeeper("--help").stdout
    for word in [
      "64", "69", "70", "75", "77", "78", "SHIPSTATION_API_KEY", "SHIPSTATION_API_SECRET_FILE",
      "SHIPSTATION_BASE_URL", "SHIPSTATION_ALLOW_WRITES", "PGHOST",
    ] {
      #expect(help.contains(word), "\(word)")
    }
    #expect(try scene.shipkeeper("--version").status == 0)
  }

  @Test("Under systemd every line carries its priority")
  func journal() throws {
    try scene.ghost(100530, id: "100530")
    let run = try scene.shipkeeper("run", changes: ["JOURNAL_STREAM": "8:12345"])
    #expect(run.stderr.contains("<4>⚠️ Order 100530 not found"))
    #expect(run.stderr.split(separator: "\n").allSatisfy { $0.hasPrefix("<") })
  }
}
