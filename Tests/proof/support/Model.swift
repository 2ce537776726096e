import Glibc
import PrivatePostgres
import ShipStationStub
package import TestSupport

/// What a run that nothing disturbs makes of the mixed scenario: others are compared with it.
package struct Model: Sendable {
  /// Requests of its first cycle.
  package var requests: Int { moments[.afterSend] ?? 0 }

  private let now = Int64(time(nil))
  private let memory: String
  private let moments: [Moment: Int]

  /// Lets it run, on a shop of this server.
  package init(_ server: ShopServer) throws {
    let world = try World(server)
    try world.fillMixed(now: now)
    _ = try world.run()
    moments = world.lookout.met
    let findings = try world.settle()
    memory = try world.memory()
    guard findings.isEmpty, memory.contains("applied|1201|1"),
      moments.count == Moment.allCases.count
    else { throw Command.Failure(description: "no model: \(findings)\n\(memory)") }
  }

  /// A shop of the scenario, whose nth request meets a 429, and whose first change may get lost.
  package func ready(_ server: ShopServer, hosts: [String]? = nil, _ dice: inout Dice) throws
    -> World
  {
    let world = try World(server, hosts: hosts)
    try world.fillMixed(now: now)
    world.stub.script(.rateLimited(resetSeconds: 30), onRequest: dice.roll(2...requests))
    if dice.once(in: 5) { world.stub.script(.reset, onPath: "/orders/createorder", times: 1) }
    return world
  }

  /// Lets something strike at a random moment of the next cycles; after `earlier` such strikes less
  /// is left to do.
  package func arm(
    _ world: World, _ dice: inout Dice, earlier: Int = 0, strike: @escaping Lookout.Strike
  ) -> Moment {
    let moment = dice.pick(Moment.allCases)
    let place = dice.roll(1...max(1, (moments[moment] ?? 1) / (earlier + 1)))
    world.lookout.arm(moment, number: place, delay: UInt32(dice.roll(0...3000)), strike: strike)
    return moment
  }

  /// Runs cycles until nothing is left; what did not hold, and how the end differs.
  package func finish(_ world: World) throws -> [String] {
    try world.settle() + differences(memory, world.memory())
  }
}
