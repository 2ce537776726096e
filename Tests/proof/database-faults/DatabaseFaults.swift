import Glibc
import PrivatePostgres
import ProofSupport
import TestSupport

/// The troubles, one after another.
struct DatabaseFaults {
  private let model: Model
  private let makers: [(name: String, make: () throws -> any Trouble)]
  private let only: [String]
  private let start = ContinuousClock.now
  private var report = Report()
  private var notes: [String] = []
  private var trials = 0

  init(only: [String]) throws {
    let server = try DiskServer.make()
    model = try Model(server)
    self.only = only
    makers = [
      ("crash", { Crash(server: server) }), ("cut", { CutConnection(server: server) }),
      ("timeout", { StatementTimeout(server: server) }), ("deadlock", { try Deadlocks() }),
      ("disk-full", { try DataDiskFull() }), ("log-disk-full", { try LogDiskFull() }),
      ("failover", { try Failover() }),
    ]
  }

  /// So many shops for each trouble.
  mutating func run(_ count: Int) throws {
    for (name, make) in makers where only.isEmpty || only.contains(name) {
      let trouble = try make()
      report.row(name, trouble.meaning)
      var strikes = 0
      for trial in 0..<count {
        strikes += try self.trial(name, trouble, seed: Dice.seed &+ UInt64(trial))
      }
      let evidence = try trouble.evidence() ?? "\(strikes) times"
      notes.append("\(name): \(evidence)")
      try trouble.end()
    }
  }

  /// One shop; how often it was struck.
  private mutating func trial(_ name: String, _ trouble: any Trouble, seed: UInt64) throws -> Int {
    var dice = Dice(seed: seed)
    let world = try trouble.world(model, &dice)
    var findings = try trouble.disturb(world, model, &dice)
    findings += try model.finish(world) + world.lostAnswers()
    trials += 1
    report.count(
      name, findings: findings,
      repeating: "SHIPKEEPER_SEED=\(seed) Tests/proof/database-faults/run 1 \(name)")
    return world.lookout.strikes
  }

  /// Prints the table; the status to exit with.
  func end() -> Int32 {
    let seconds = Int((ContinuousClock.now - start) / .seconds(1))
    return report.end(
      "\(trials) shops (seed \(Dice.seed), \(seconds) s):", did: "trouble",
      """
      It came: \(notes.joined(separator: "; ")).
      To hold: what the runner was told is stored is there; after every cycle all invariants; in the end both databases are as \
      after an undisturbed run, and each change took effect in ShipStation once.
      """)
  }
}
