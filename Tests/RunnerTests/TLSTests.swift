import Glibc
import PrivatePostgres
import ShipStationStub
import TestSupport
import Testing

/// The way to ShipStation as it is in production: encrypted, to a host whose certificate is trusted.
@Suite("Runner: over TLS")
struct TLSTests {
  let scene: Scene
  let door: TLSDoor

  init() throws {
    scene = try Scene()
    door = try TLSDoor(to: scene.stub)
    try scene.ghost(1, inShipStation: "shipped", [StubItem(sku: "17612")])
  }

  @Test("A certificate that nobody vouches for: nothing is sent, and the log says why")
  func unknownIssuer() throws {
    let run = try scene.shipkeeper("run", changes: ["SHIPSTATION_BASE_URL": door.url])

    #expect(run.stderr.contains("TLS failure"))
    #expect(scene.stub.requests.isEmpty)
    #expect(try scene.order(1) == "awaiting_shipment|0|0|0")
  }

  @Test(
    "A trusted certificate: a ghost is healed",
    .enabled(if: TLSDoor.canBeTrusted, "a mount namespace is not to be had here"))
  func trusted() throws {
    let run = try door.trusting(scene, url: door.url)

    #expect(run.status == 0, Comment(rawValue: run.stderr))
    #expect(scene.stub.requests.count == 1)
    #expect(try scene.order(1) == "shipped|1|1|1")
  }

  @Test(
    "A trusted certificate of another host: nothing is sent",
    .enabled(if: TLSDoor.canBeTrusted, "a mount namespace is not to be had here"))
  func anotherHost() throws {
    let run = try door.trusting(scene, url: door.urlByAnotherName)

    #expect(run.stderr.contains("TLS failure"))
    #expect(scene.stub.requests.isEmpty)
  }
}
