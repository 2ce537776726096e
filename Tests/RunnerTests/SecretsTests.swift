import PrivatePostgres
import ShipStationStub
import TestSupport
import Testing

/// What must appear nowhere: credentials and the shop's customers.
@Suite("Runner: secrets and personal data")
struct SecretsTests {
  @Test("No log, table or figure holds credentials or a customer")
  func nowhere() throws {
    let scene = try Scene()
    for number in Int64(1)...4 {
      try scene.ghost(number, inShipStation: "shipped", [StubItem(sku: "17612")])
    }
    scene.stub.script(.truncated(afterBytes: 900), onPath: "/orders/2")
    scene.stub.script(.wrongOrderId, onPath: "/orders/3")
    scene.stub.script(
      .status(500, body: #"{"Message":"customer@example.com"}"#), onPath: "/orders/4")

    let run = try scene.shipkeeper("run", "--json")

    let dump = try Command.output(
      of: "pg_dump", ["--data-only", "--schema=shipkeeper"],
      environment: scene.shop.environment(user: "postgres"))
    for secret in [
      "stub-secret", "stub-key", "customer@example.com", "Test Customer", "c3R1Yi1rZXk",
    ] {
      #expect(!run.stderr.contains(secret))
      #expect(!run.stdout.contains(secret))
      #expect(!dump.contains(secret))
    }
  }

  // The pair as it is sent, and what of it base64 shows at any of its offsets.
  private static let credentials = ["stub-secret", "stub-key", "c3R1Yi1rZXk", "c3R1Yi1zZWNyZXQ"]

  @Test("A server that logs every statement logs no credentials, nor does its database hold any")
  func serverLog() throws {
    let server = try ShopServer(settings: [
      "log_statement": "all", "log_min_messages": "debug1", "log_connections": "on",
      "log_min_error_statement": "debug1", "log_parameter_max_length": "-1",
    ])
    let scene = try Scene(.contracted, sync: "full", on: server)
    try scene.ghost(1, inShipStation: "shipped", [StubItem(sku: "17612")])
    try scene.ghost(2, inShipStation: "shipped", [StubItem(sku: "17612")])
    scene.stub.script(.status(401), onPath: "/orders/2")
    #expect(try scene.shipkeeper("check").status == 0)
    _ = try scene.shipkeeper("run", "--json")
    scene.stub.configure { $0.secret = "another" }
    #expect(try scene.shipkeeper("run").status == 77)

    let dump = try Command.output(
      of: "\(server.postgres.binaries)/pg_dump",
      environment: scene.shop.environment(user: "postgres"))
    let log = server.postgres.log
    #expect(log.contains("shipkeeper_runner.accept_response"), "the log holds the runner's calls")
    #expect(dump.contains("/orders/"), "and the database its requests")
    for secret in Self.credentials {
      let inHex = secret.utf8.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }
      for shape in [secret, inHex.joined()] {
        #expect(!log.contains(shape))
        #expect(!dump.contains(shape))
      }
    }
  }

  @Test("While it runs its command line shows no credentials, and no core file can be written")
  func process() throws {
    let scene = try Scene()
    try scene.ghost(1, inShipStation: "shipped", [StubItem(sku: "17612")])
    scene.stub.configure { $0.latencyMilliseconds = 1000 }
    let runner = try scene.start("run")
    for _ in 0..<2000 where scene.stub.requests.isEmpty { usleepMilliseconds(5) }
    let commands = try Command.output(
      of: "sh", ["-c", "cat /proc/[0-9]*/cmdline 2>/dev/null || true"])
    let limits = try Command.output(of: "cat", ["/proc/\(runner.pid)/limits"])
    #expect(try runner.wait().status == 0)

    #expect(commands.contains("shipkeeper"))
    for secret in Self.credentials { #expect(!commands.contains(secret)) }
    let core = limits.split(separator: "\n").first { $0.hasPrefix("Max core file size") }
    #expect(core?.split(separator: " ").dropFirst(4).prefix(2) == ["0", "0"])
  }
}
