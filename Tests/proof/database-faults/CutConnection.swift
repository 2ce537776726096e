import PrivatePostgres
import ProofSupport
import TestSupport

/// The runner's connection is terminated by the server.
struct CutConnection: Trouble {
  let server: ShopServer
  let meaning = "pg_terminate_backend on the runner's connection in mid-cycle, up to four times"

  func world(_ model: Model, _ dice: inout Dice) throws -> World {
    try model.ready(server, &dice)
  }

  func disturb(_ world: World, _ model: Model, _ dice: inout Dice) throws -> [String] {
    let shop = world.shop
    return try strike(
      world, model, &dice, times: dice.roll(1...4),
      {
        _ = try? shop.psql(
          """
          select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and application_name = 'shipkeeper'
          """)
        return true
      }, mend: {})
  }
}
