import PrivatePostgres
import ProofSupport
import ShipStationStub
import TestSupport

/// Shops of four orders, each with people about for some cycles and then left in peace.
struct Lots {
  /// How often something was done, the runner was killed, and ShipStation took a change in.
  private(set) var (deeds, kills, changes) = (0, 0, 0)

  private let server: ShopServer
  private let rule: String?

  /// Shops of this server; without the rule that this file takes out.
  init(server: ShopServer, without rule: String?) {
    (self.server, self.rule) = (server, rule)
  }

  /// One shop; what did not hold.
  mutating func trial(seed: UInt64) throws -> [String] {
    var dice = Dice(seed: seed)
    let world = try shop(&dice)
    let people = People(world, seed: dice.next())
    defer { world.lookout.disarm() }
    var findings: [String] = []
    try world.shop.psql(
      """
      update orders_inbox set status = 'awaiting_shipment'
      where order_number <= '\(dice.roll(1201...1204))'
      """, user: "shop_program")
    for _ in 1...dice.roll(2...6) {
      people.goAbout()
      findings += ExitCode.problems(of: try world.run())
      world.lookout.disarm()
      try people.letTimePass()
    }
    people.catchUp()
    findings += try settle(world) + compare(world, people)
    deeds += people.told.count
    kills += people.kills
    changes += people.ledger.applied.elements?.count ?? 0
    return findings.isEmpty ? [] : findings + people.told.map { "  \($0)" }
  }

  private func shop(_ dice: inout Dice) throws -> World {
    let world = try World(server)
    let keepsIds = !dice.once(in: 3)
    world.stub.configure { $0.keepsOrderItemIds = keepsIds }
    let now = PacificTime.text(unixMilliseconds: world.stub.clockMilliseconds)
    for number in Int64(1201)...1204 {
      let items = (1...dice.roll(1...3)).map { place in
        StubItem(
          sku: place == 1 ? "17612 - 250237" : place == 2 ? "17904 - 250111" : "X",
          quantity: Int64(place))
      }
      world.stub.setOrder(.json(id: number, items: items, orderDate: now, modifyDate: now))
    }
    try world.shop.load("Tests/proof/walk/hours.sql", user: "postgres")
    try world.shop.load("Tests/proof/lots/scaffold.sql", user: "postgres")
    try load("shop.sql", world, ["orders": .array(world.stub.orders.map(\.json))])
    if let rule { try world.shop.load(rule, user: "postgres") }
    return world
  }

  /// Nobody is about any more: cycle after cycle, a day apart, until no review is open.
  private func settle(_ world: World) throws -> [String] {
    try world.shop.psql(
      """
      delete from shipkeeper.order_hold;
      update orders_inbox set status = 'awaiting_shipment'
      where status not in ('shipped', 'cancelled');
      """)
    var findings: [String] = []
    for _ in 1...12 {
      try world.shop.psql("select proof.pass('25 hours')")
      findings += ExitCode.problems(of: try world.run())
      let open = try world.shop.psql(
        "select count(*) from shipkeeper.lot_review where state not in ('closed', 'approval')")
      if open == "0" { break }
    }
    return findings
  }

  private func compare(_ world: World, _ people: People) throws -> [String] {
    let found = try load(
      "compare.sql", world,
      ["applied": people.ledger.applied, "there": .array(world.stub.orders.map(\.json))])
    return try found.split(separator: "\n").map(String.init) + people.ledger.findings
      + world.unrecorded() + world.unsaid()
  }

  /// Runs a file of this folder as a superuser, with JSON in variables.
  @discardableResult
  private func load(_ file: String, _ world: World, _ variables: [String: JSON]) throws -> String {
    let settings = variables.flatMap { name, value in
      ["-v", "\(name)=" + String(decoding: value.bytes, as: UTF8.self)]
    }
    return try world.shop.psql(
      "", arguments: settings + ["-f", "\(ProductPath.repository)/Tests/proof/lots/\(file)"])
  }
}
