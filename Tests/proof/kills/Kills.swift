import Glibc
import PrivatePostgres
import ProofSupport
import ShipStationStub
import TestSupport

/// Runs that are killed once to three times each, and one that is not disturbed to compare them with.
struct Kills {
  private let server: ShopServer
  private let seed = Dice.seed
  private let now = Int64(time(nil))
  /// What an undisturbed run leaves behind.
  private let undisturbed: String
  /// How often each moment comes in its first cycle.
  private let moments: [Moment: Int]
  private let clock = ContinuousClock()
  private let start = ContinuousClock.now
  private var report = Report()
  private var kills = 0
  private static let missed = "not killed"

  init() throws {
    server = try ShopServer()
    let world = try Self.ready(server, now, limitAt: nil)
    _ = try world.run()
    moments = world.lookout.met
    let findings = try world.settle()
    undisturbed = try world.memory()
    guard findings.isEmpty, undisturbed.contains("applied|1201|1"),
      moments.count == Moment.allCases.count
    else {
      throw Command.Failure(
        description: "the undisturbed run is no model: \(findings)\n\(undisturbed)")
    }
    for moment in Moment.allCases { report.row(moment.rawValue, moment.meaning) }
    report.row(Self.missed, "the runner ended before the moment came")
  }

  private static func ready(_ server: ShopServer, _ now: Int64, limitAt request: Int?) throws
    -> World
  {
    let world = try World(server)
    try world.fillMixed(now: now)
    if let request { world.stub.script(.rateLimited(resetSeconds: 30), onRequest: request) }
    return world
  }

  /// One shop: kills in its first cycles, then cycles until nothing is left.
  mutating func trial(_ number: Int) throws {
    var dice = Dice(seed: seed &+ UInt64(number))
    let requests = moments[.afterSend] ?? 0
    let world = try Self.ready(server, now, limitAt: dice.roll(2...requests))
    // A change may get lost on its way, too: it is sent again, after a look.
    if dice.once(in: 5) { world.stub.script(.reset, onPath: "/orders/createorder", times: 1) }
    var killed: [Moment] = []
    var findings: [String] = []
    for kill in 1...dice.roll(1...3) where try Self.mayKill(world) {
      let moment = dice.pick(Moment.allCases)
      // Less is left to do after each.
      let place = dice.roll(1...max(1, (moments[moment] ?? 1) / kill))
      world.lookout.arm(moment, number: place, delay: UInt32(dice.roll(0...3000))) {
        [unowned world] in world.killRunner()
      }
      for _ in 1...3 where killed.count < kill {
        let run = try world.run()
        if run.status == 128 + SIGKILL { killed.append(moment) }
        findings += try world.findings() + ExitCode.problems(of: run)
        try world.shop.letTimePass()
      }
    }
    kills += killed.count
    findings += try world.settle()
    findings += differences(undisturbed, try world.memory())
    let again = "SHIPKEEPER_SEED=\(seed &+ UInt64(number)) Tests/proof/kills/run 1"
    for name in killed.isEmpty ? [Self.missed] : Set(killed.map(\.rawValue)) {
      report.count(name, findings: findings, repeating: again)
    }
  }

  /// A change that three killed runners could not send is left to a person, as it should be.
  private static func mayKill(_ world: World) throws -> Bool {
    try world.shop.psql("select count(*) from shipkeeper.lot_review where posts > 1") == "0"
  }

  /// Prints the table; the status to exit with.
  func end(_ trials: Int) -> Int32 {
    let seconds = Int((clock.now - start) / .seconds(1))
    return report.end(
      "\(trials) shops, \(kills) kills (seed \(seed), \(seconds) s):", did: "killed",
      """
      To hold: after every cycle all invariants; in the end orders, lines, cancellations, lots, history of statuses, watermark, \
      and ShipStation's orders are those of an undisturbed run, and each change took effect in ShipStation once.
      """)
  }
}
