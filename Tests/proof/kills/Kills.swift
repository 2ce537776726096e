import Glibc
import PrivatePostgres
import ProofSupport
import TestSupport

/// Shops whose runner is killed once to three times each, and then left to work in peace.
struct Kills {
  private static let missed = "not killed"

  private let server: ShopServer
  private let model: Model
  private let start = ContinuousClock.now
  private var report = Report()
  private var kills = 0

  init() throws {
    server = try ShopServer()
    model = try Model(server)
    for moment in Moment.allCases { report.row(moment.rawValue, moment.meaning) }
    report.row(Self.missed, "the runner ended before the moment came")
  }

  /// One shop: kills in its first cycles, then cycles until nothing is left.
  mutating func trial(seed: UInt64) throws {
    var dice = Dice(seed: seed)
    let world = try model.ready(server, &dice)
    var killed: [Moment] = []
    var findings: [String] = []
    for kill in 1...dice.roll(1...3) where try Self.mayKill(world) {
      let moment = model.arm(world, &dice, earlier: kill - 1) { [unowned world] in
        world.killRunner()
      }
      for _ in 1...3 where killed.count < kill {
        let run = try world.run()
        if run.status == 128 + SIGKILL { killed.append(moment) }
        findings += try world.findings() + ExitCode.problems(of: run)
        try world.shop.letTimePass()
      }
    }
    kills += killed.count
    findings += try model.finish(world)
    for name in killed.isEmpty ? [Self.missed] : Set(killed.map(\.rawValue)) {
      report.count(
        name, findings: findings, repeating: "SHIPKEEPER_SEED=\(seed) Tests/proof/kills/run 1")
    }
  }

  /// A change that three killed runners could not send is left to a person, as it should be.
  private static func mayKill(_ world: World) throws -> Bool {
    try world.shop.psql("select count(*) from shipkeeper.lot_review where posts > 1") == "0"
  }

  /// Prints the table; the status to exit with.
  func end(_ trials: Int) -> Int32 {
    let seconds = Int((ContinuousClock.now - start) / .seconds(1))
    return report.end(
      "\(trials) shops, \(kills) kills (seed \(Dice.seed), \(seconds) s):", did: "killed",
      """
      To hold: after every cycle all invariants; in the end orders, lines, cancellations, lots, history of statuses, watermark, \
      and ShipStation's orders are those of an undisturbed run, and each change took effect in ShipStation once.
      """)
  }
}
