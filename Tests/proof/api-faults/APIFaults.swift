import Glibc
import PrivatePostgres
import ProofSupport
import ShipStationStub
import Synchronization
import TestSupport

/// Cycle after cycle with random faults, then one long cycle.
struct APIFaults {
  private let server: ShopServer
  private let world: World
  private let target: Int
  private let start = ContinuousClock.now
  private var changes: Changes
  private var dice = Dice(seed: Dice.seed)
  private var report = Report()
  private var sent = 0
  private var statuses: [Int32: Int] = [:]
  private var peaks: [Int] = []
  private var notes: [String] = []
  private var known: Set<String> = []

  init(requests: Int) throws {
    target = requests
    server = try ShopServer()
    world = try World(server)
    changes = try Changes(world)
    for (name, meaning) in Fault.names { report.row(name, meaning) }
    report.row(Self.long, "one cycle of a quarter of the requests: memory stays as it was")
    report.row(Self.rest, "cycles without faults: each order with lines there has them here")
  }

  private static let long = "a long cycle"
  private static let rest = "then none"

  /// Three quarters of the requests: what happens in ShipStation, a cycle, a look at everything.
  mutating func walk() throws {
    while sent < target * 3 / 4 {
      try changes.happen(&dice)
      let faults = script(requests: 80, mayStop: true)
      let peak = Mutex(0)
      world.stub.onAnswer { [unowned world] _ in
        if let now = world.kilobytes("VmHWM") { peak.withLock { $0 = now } }
      }
      let run = try world.run(timeLimit: .seconds(300))
      world.stub.onAnswer(nil)
      if peak.withLock({ $0 }) > 0 { peaks.append(peak.withLock { $0 }) }
      try look(at: run, faults)
      try world.shop.letTimePass()
    }
    let part = max(1, peaks.count / 5)
    notes.append(
      "memory of the runner, peak, medians: first fifth of the cycles \(peaks.prefix(part).median) kB, last "
        + "\(peaks.suffix(part).median) kB, largest \(peaks.max() ?? 0) kB")
    try settle()
  }

  /// The other quarter in one cycle of ghosts.
  mutating func oneLongCycle() throws {
    let count = target / 4
    world.stub.setClock(unixMilliseconds: Int64(time(nil)) * 1000)
    try world.shop.psql(
      """
      update shipkeeper.settings
      set sync_mode = 'off', lot_mode = 'off', list_saves_at_least = 1000000, cycle_budget = '1 day',
        api_failures_in_row = 1000
      """)
    try changes.manyGhosts(count, &dice)
    let faults = script(requests: count, mayStop: false)
    let sizes = Mutex<[Int]>([])
    world.stub.onAnswer { [unowned world] request in
      guard request.number % max(1, count / 20) == 0, let size = world.kilobytes() else { return }
      sizes.withLock { $0.append(size) }
    }
    let run = try world.run(timeLimit: .seconds(3600))
    world.stub.onAnswer(nil)
    let measured = sizes.withLock { $0 }
    let (early, late) = (measured.prefix(5).median, measured.suffix(5).median)
    notes.append("in one cycle of \(count) requests: \(early) kB early, \(late) kB late")
    let growth = late - early > 1024 ? ["memory grew from \(early) to \(late) kB"] : []
    try look(at: run, faults)
    report.count(Self.long, findings: growth, repeating: again)
  }

  /// Draws faults for a third of the next cycle's requests, by their number; now and then for all.
  private mutating func script(requests: Int, mayStop: Bool) -> [Int: Fault] {
    world.stub.clearScript()
    world.stub.resetLog()
    var faults: [Int: Fault] = [:]
    let rarity = mayStop && dice.once(in: 8) ? 1 : 3
    for number in 1...requests where dice.once(in: rarity) {
      let fault = Fault.draw(&dice, mayStop: mayStop)
      faults[number] = fault
      world.stub.script(fault.fault, onRequest: number)
    }
    return faults
  }

  private mutating func look(at run: Command.Output, _ faults: [Int: Fault]) throws {
    let played = try Played(world, faults)
    sent += played.names.count
    statuses[run.status, default: 0] += 1
    // What is wrong stays wrong: it is told of the cycle that did it.
    let findings = try (played.findings + world.brokenInvariants() + ExitCode.problems(of: run))
      .filter { known.insert($0).inserted }
    for name in played.names { report.count(name, findings: findings, repeating: again) }
  }

  /// Cycles without faults until nothing changes any more.
  private mutating func settle() throws {
    world.stub.clearScript()
    world.stub.resetLog()
    world.stub.setClock(unixMilliseconds: world.stub.clockMilliseconds, isRunning: false)
    var findings = try world.settle(cyclesAtMost: 40)
    let ghosts = try world.shop.psql(
      "select shipstation_order_id from shipkeeper.orders_without_lines")
    for id in ghosts.split(separator: "\n").compactMap({ Int64($0) }) {
      let items = world.stub.order(id: id)?.json["items"]?.elements ?? []
      guard items.contains(where: { $0["adjustment"] != true }) else { continue }
      findings.append("never healed: \(id)")
    }
    for (id, count) in world.effects where count > 1 {
      findings.append("changed \(count) times in ShipStation: \(id)")
    }
    let mismatches = try world.shop.psql(
      """
      select count(*) || coalesce(' (' || string_agg(distinct r.reason, '; ') || ')', '')
      from shipkeeper.lot_review as r where r.outcome = 'mismatch'
      """)
    notes.append("edited in ShipStation before their lots were confirmed: \(mismatches)")
    report.count(Self.rest, findings: findings, repeating: again)
  }

  private var again: String { "SHIPKEEPER_SEED=\(Dice.seed) Tests/proof/api-faults/run \(target)" }

  /// Prints the table; the status to exit with.
  func end() -> Int32 {
    let seconds = Int((ContinuousClock.now - start) / .seconds(1))
    let codes = statuses.sorted { $0.key < $1.key }.map { "\($0.key) (\($0.value))" }
    return report.end(
      "\(sent) requests (seed \(Dice.seed), \(seconds) s):", did: "answer",
      """
      Exit codes and how often: \(codes.joined(separator: ", ")). \(world.effects.count) orders were given lots \
      in ShipStation. \(notes.joined(separator: "; ")).
      To hold: after every cycle all invariants, nothing written for an answer that was spoilt, every request that arrived recorded, \
      no lots written twice.
      """)
  }
}

extension Collection<Int> {
  /// The value in the middle; 0 of none.
  var median: Int { isEmpty ? 0 : sorted()[count / 2] }
}
