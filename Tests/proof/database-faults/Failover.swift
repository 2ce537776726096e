import Glibc
import PrivatePostgres
import ProofSupport
import Synchronization
import TestSupport

/// The primary is killed, its synchronous standby is promoted, and the runner follows.
final class Failover: Trouble {
  let meaning =
    "primary killed in mid-cycle, synchronous standby promoted; the runner knows both (read-write)"
  private let server: ShopServer
  private var standby: Standby?

  init() throws { server = try DiskServer.make() }

  func world(_ model: Model, _ dice: inout Dice) throws -> World {
    try returnToPrimary()
    let hosts = [server.postgres.folder, Standby.folder(of: server.postgres)]
    return try model.ready(server, hosts: hosts, &dice)
  }

  func disturb(_ world: World, _ model: Model, _ dice: inout Dice) throws -> [String] {
    let primary = server.postgres
    let standby = try Standby(of: primary)
    self.standby = standby
    let promotion = Background()
    let heard = Mutex(0)
    var hasFollowed = true
    let findings = try strike(
      world, model, &dice, times: 1,
      { [weak world] in
        heard.withLock { $0 = world?.acknowledged.count ?? 0 }
        primary.killAll()
        world?.lose(host: 0)
        promotion.start { try standby.promote() }
        return false
      },
      mend: {
        try promotion.wait()
        try standby.takeAddress(of: primary)
        hasFollowed = world.acknowledged.count > heard.withLock { $0 }
      })
    return findings + (hasFollowed ? [] : ["the runner did not follow"])
  }

  func end() { standby = nil }

  /// Starts the old primary again, for new shops.
  private func returnToPrimary() throws {
    let primary = server.postgres
    guard let standby else { return }
    self.standby = nil
    guard standby.isPrimary else { return try Standby.forget(primary) }
    unlink("\(primary.folder)/.s.PGSQL.5432")
    try primary.start()
    try Standby.forget(primary)
    // Dropped on the standby when their time had come.
    let left = try primary.psql("select datname from pg_database where datname like 'shop\\_%'")
    for shop in left.split(separator: "\n") { try primary.dropDatabase(String(shop)) }
  }
}
