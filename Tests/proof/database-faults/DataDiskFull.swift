import PrivatePostgres
import ProofSupport
import TestSupport

/// The disk that the shop's tables lie on fills up.
struct DataDiskFull: Trouble {
  let meaning = "no room for tables from a moment of a cycle to its end"
  private let server: ShopServer
  private let disk: SmallDisk

  init() throws {
    server = try DiskServer.make()
    disk = try SmallDisk(in: server.postgres, megabytes: 100)
    // A shop lies where the one lies that it is copied from.
    _ = try server.newShop()
    try server.postgres.psql("create tablespace small location '\(disk.folder)'")
    let template = "template_\(ShopServer.Kind.adopted)"
    try server.postgres.psql("alter database \(template) set tablespace small")
  }

  func world(_ model: Model, _ dice: inout Dice) throws -> World {
    try model.ready(server, &dice)
  }

  func disturb(_ world: World, _ model: Model, _ dice: inout Dice) throws -> [String] {
    let disk = disk
    return try strike(
      world, model, &dice, times: dice.roll(1...3),
      {
        disk.fill()
        return true
      }, mend: { disk.free() })
  }

  func evidence() throws -> String? {
    let count = server.postgres.log.split(separator: "\n").count { $0.contains("No space left") }
    return "\(count) times the server found no room"
  }

  func end() throws {
    try server.postgres.stop()
    disk.unmount()
  }
}
