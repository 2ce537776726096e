import PrivatePostgres
import ProofSupport
import Synchronization
import TestSupport

/// The disk that the write-ahead log lies on fills up: the server stops.
struct LogDiskFull: Trouble {
  let meaning = "no room for the write-ahead log: PostgreSQL stops; with room again it is started"
  private let server: ShopServer
  private let disk: SmallDisk
  private let panics = Counter()

  private final class Counter: Sendable { let count = Mutex(0) }

  init() throws {
    server = try DiskServer.make(["max_wal_size": "64MB", "min_wal_size": "32MB"])
    let postgres = server.postgres
    disk = try SmallDisk(in: postgres, megabytes: 512)
    _ = try server.newShop()
    try postgres.stop()
    let log = "\(postgres.folder)/data/pg_wal"
    try Command.output(of: "cp", ["-a", log, "\(disk.folder)/wal"])
    try Command.output(of: "rm", ["-r", log])
    try Command.output(of: "ln", ["-s", "\(disk.folder)/wal", log])
    try postgres.start()
  }

  func world(_ model: Model, _ dice: inout Dice) throws -> World {
    try model.ready(server, &dice)
  }

  func disturb(_ world: World, _ model: Model, _ dice: inout Dice) throws -> [String] {
    let (disk, postgres, panics) = (disk, server.postgres, panics)
    return try strike(
      world, model, &dice, times: 1,
      {
        disk.fill()
        // Segments made in advance have room still: they are used up.
        let use = "select pg_logical_emit_message(true, 'proof', ''); select pg_switch_wal()"
        for _ in 1...40 { guard (try? postgres.psql(use)) != nil else { break } }
        return true
      },
      mend: {
        if postgres.log.contains("No space left") { panics.count.withLock { $0 += 1 } }
        disk.free()
        postgres.killAll()
        try postgres.start()
      })
  }

  func evidence() throws -> String? { "PostgreSQL stopped \(panics.count.withLock { $0 }) times" }

  func end() throws {
    try server.postgres.stop()
    disk.unmount()
  }
}
