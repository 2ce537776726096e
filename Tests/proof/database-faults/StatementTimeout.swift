import PrivatePostgres
import ProofSupport
import TestSupport

/// Each statement of the runner may take some milliseconds only.
struct StatementTimeout: Trouble {
  let server: ShopServer
  let meaning = "statement_timeout of 2 to 60 ms for the runner in four cycles"

  func world(_ model: Model, _ dice: inout Dice) throws -> World {
    try model.ready(server, &dice)
  }

  func disturb(_ world: World, _ model: Model, _ dice: inout Dice) throws -> [String] {
    var findings: [String] = []
    for _ in 1...4 {
      let run = try world.run(["PGOPTIONS": "-c statement_timeout=\(dice.roll(2...60))ms"])
      findings += try world.findings() + ExitCode.problems(of: run)
      try world.shop.letTimePass()
    }
    return findings
  }

  func evidence() throws -> String? {
    let count = server.postgres.log.split(separator: "\n").count {
      $0.contains("due to statement timeout")
    }
    return "\(count) statements cancelled"
  }
}
