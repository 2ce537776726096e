import Glibc
import PrivatePostgres
import ProofSupport
import Synchronization
import TestSupport

/// All processes of the server are killed with SIGKILL, and it is started again up to a second later.
struct Crash: Trouble {
  let server: ShopServer
  let meaning = "SIGKILL to all processes of PostgreSQL in mid-cycle, started again 0 to 1 s later"

  func world(_ model: Model, _ dice: inout Dice) throws -> World {
    try model.ready(server, &dice)
  }

  func disturb(_ world: World, _ model: Model, _ dice: inout Dice) throws -> [String] {
    let postgres = server.postgres
    let pause = UInt32(dice.roll(0...1_000_000))
    let restart = Background()
    return try strike(
      world, model, &dice, times: dice.roll(1...2),
      {
        postgres.killAll()
        restart.start {
          usleep(pause)
          try postgres.start()
        }
        return false
      }, mend: { try restart.wait() })
  }
}

extension PrivatePostgres {
  /// Kills every process of the server at once.
  func killAll() {
    let first = try? Command.output(of: "head", ["-n", "1", "\(folder)/data/postmaster.pid"])
    let postmaster = first.flatMap { Int32($0.filter(\.isNumber)) }
    let children =
      postmaster.flatMap {
        try? Command.output(of: "cat", ["/proc/\($0)/task/\($0)/children"])
      } ?? ""
    if let postmaster { Glibc.kill(postmaster, SIGKILL) }
    for child in children.split(separator: " ").compactMap({ Int32($0) }) {
      Glibc.kill(child, SIGKILL)
    }
    try? kill()
  }
}
