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
}
