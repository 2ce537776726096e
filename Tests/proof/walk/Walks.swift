import PrivatePostgres
import ProofSupport
import ShipStationStub
import TestSupport

/// Walks in one shop after the other, so that each begins with few orders.
struct Walks {
  /// The steps taken, the comparisons made, the differences that these found and that were reported.
  private(set) var (steps, looks, differences) = (0, 0, 0)

  private let server: ShopServer
  private let rule: String?
  private var dice = Dice(seed: Dice.seed)

  /// Shops of this server; without the rule that this file takes out.
  init(server: ShopServer, without rule: String?) {
    (self.server, self.rule) = (server, rule)
  }

  /// So many steps; what did not hold.
  mutating func run(_ wanted: Int, stopsAtFinding: Bool) throws -> [String] {
    var findings: [String] = []
    while steps < wanted && !(stopsAtFinding && !findings.isEmpty) {
      findings += try walk(mode: looks / 12 % 2 == 0 ? "full" : "heal_only")
    }
    return findings
  }

  private mutating func walk(mode: String) throws -> [String] {
    let world = try World(server)
    try world.shop.psql(
      """
      update shipkeeper.settings
      set sync_mode = '\(mode)', lot_mode = 'off', ghost_after = '2 minutes', round_every = '6 hours', cancellations_per_day = 1000, quota_reserve = 1;
      """)
    try world.shop.load("Tests/proof/walk/hours.sql", user: "postgres")
    world.stub.configure { $0.rateLimit.sendsHeaders = true }
    if let rule { try world.shop.load(rule) }
    var there = There(stub: world.stub)
    var findings: [String] = []
    var told: [String] = []
    for _ in 1...12 where findings.isEmpty {
      for _ in 1...dice.roll(10...40) {
        steps += 1
        told.append(
          try dice.once(in: 4) ? here(world, &dice) : there.change(&dice))
        // Sometimes the runner sees a state between two changes.
        if dice.once(in: 12) { try cycle(world) }
      }
      findings = try workForTwoRounds(world) + compare(world, told: told.suffix(40))
    }
    return findings.map { "\(mode), step \(steps): \($0)" }
  }

  private func cycle(_ world: World) throws {
    try world.shop.psql("select walk.pass('3 hours')")
    _ = try world.run()
  }

  /// Cycles until two rounds that began now have ended; a sentence where they do not.
  private func workForTwoRounds(_ world: World) throws -> [String] {
    let before = try world.shop.psql("select coalesce(max(round_id), 0) from shipkeeper.round")
    for _ in 1...30 {
      try cycle(world)
      let done = try world.shop.psql(
        "select count(*) from shipkeeper.round where round_id > \(before) and ended = 'done'")
      if done == "2" {
        // What the second one left to the sync.
        try cycle(world)
        return []
      }
    }
    let last = try world.shop.psql(
      """
      select string_agg(r::text, '; ') from (select * from shipkeeper.round order by 1 desc limit 2) as r;
      select message from shipkeeper.message order by message_id desc limit 12
      """)
    return ["no two rounds in 30 cycles: \(last)"]
  }

  /// Differences that nobody is alerted of, a sentence each.
  private mutating func compare(_ world: World, told: ArraySlice<String>) throws -> [String] {
    looks += 1
    let orders = world.stub.orders.map(\.json)
    let dump = String(decoding: JSON.array(orders).bytes, as: UTF8.self)
    let found = try world.shop.psql(
      """
      create temporary table dump as select d as document from jsonb_array_elements($json$\(dump)$json$) as d (d);
      \\i \(ProductPath.repository)/Tests/proof/walk/compare.sql
      """
    ).split(separator: "\n")
    differences += found.filter { $0.hasPrefix("reported") }.count
    let unsaid = found.filter { $0.hasPrefix("unsaid") }
    return unsaid.map { "\($0)\n    \(told.joined(separator: "\n    "))" }
  }
}
