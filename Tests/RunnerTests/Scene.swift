import PrivatePostgres
import ShipStationStub
import TestSupport
import Testing

/// A shop, a stand-in API and the real runner between them, for one test.
final class Scene: Sendable {
  let shop: TestShop
  let stub: ShipStationStub

  /// The sync is off unless its mode is given, and ghosts are asked for one by one: most tests are
  /// about what one answer does.
  init(
    _ kind: ShopServer.Kind = .adopted, sync mode: String = "off", on server: ShopServer? = nil
  ) throws {
    shop = try (server ?? ShopServer.shared).newShop(kind)
    stub = try ShipStationStub()
    if ![.empty, .legacy].contains(kind) {
      try shop.psql(
        "update shipkeeper.settings set sync_mode = '\(mode)', list_saves_at_least = 1000000")
    }
    // The window of the stub never ends by itself: without headers no cycle waits for it.
    stub.configure { $0.rateLimit.sendsHeaders = false }
  }

  deinit { stub.stop() }

  /// The variables a timer would give the runner.
  var environment: [String: String] {
    shop.environment().merging([
      "SHIPSTATION_API_KEY": "stub-key", "SHIPSTATION_API_SECRET": "stub-secret",
      "SHIPSTATION_BASE_URL": stub.baseURL,
    ]) { $1 }
  }

  /// Runs the real binary to its end.
  func shipkeeper(
    _ arguments: String..., changes: [String: String?] = [:]
  ) throws -> Command.Output {
    try Command.run(
      ProductPath.shipkeeper, arguments, environment: changed(environment, changes))
  }

  /// Starts the real binary and returns at once.
  func start(_ arguments: String..., changes: [String: String?] = [:]) throws -> RunningCommand {
    try Command.start(
      ProductPath.shipkeeper, arguments, environment: changed(environment, changes))
  }

  private func changed(
    _ environment: [String: String], _ changes: [String: String?]
  ) -> [String: String] {
    var environment = environment
    for (name, value) in changes { environment[name] = value }
    return environment
  }

  /// Puts a header without lines into the shop.
  func ghost(_ number: Int64, id: String?, status: String = "awaiting_shipment") throws {
    try shop.psql(
      """
      insert into orders_inbox (order_number, order_date, status, shipstation_order_id)
      values ('\(number)', current_date, '\(status)', \(id.map { "'\($0)'" } ?? "null"))
      """)
  }

  /// Puts a header without lines into the shop, and its order into ShipStation.
  func ghost(_ number: Int64, inShipStation status: String, _ items: [StubItem]) throws {
    try ghost(number, id: String(number))
    stub.setOrder(.json(id: number, number: String(number), status: status, items: items))
  }

  /// Puts five headers without lines into the shop, and their shipped orders into ShipStation.
  func fiveGhosts() throws {
    for number in Int64(1)...5 {
      try ghost(number, inShipStation: "shipped", [StubItem(sku: "17612")])
    }
  }

  /// How many orders of the shop are shipped: of ``fiveGhosts()`` those that were healed.
  var shipped: String {
    get throws { try shop.psql("select count(*) from orders_inbox where status = 'shipped'") }
  }

  /// Whether the figures that `shipkeeper run --json` printed hold these.
  func metrics(of run: Command.Output, hold expected: String) throws -> Bool {
    guard run.stdout.split(separator: "\n").count == 1 else { return false }
    return try shop.psql(
      "select :'printed'::jsonb @> '\(expected)'",
      arguments: ["-v", "printed=\(run.stdout.split(separator: "\n")[0])"]) == "t"
  }

  /// One order as `status|total_items|lines|units`.
  func order(_ number: Int64) throws -> String {
    try shop.psql(
      """
      select o.status, o.total_items, count(i.id), coalesce(sum(i.quantity), 0)
      from orders_inbox o left join order_items_inbox i on i.order_inbox_id = o.id
      where o.order_number = '\(number)' group by o.id
      """)
  }

  /// The last outcome of an order as `outcome|reason`.
  func outcome(_ number: Int64) throws -> String {
    try shop.psql(
      """
      select outcome, reason from shipkeeper.order_outcome where order_number = '\(number)'
      order by order_outcome_id desc limit 1
      """)
  }

  /// Lets a moment pass for the rules: the runner that was killed is no longer waited for, a wait
  /// after 429 is over, and whatever waits for another attempt is due.
  func letTimePass() throws { try shop.letTimePass() }

  /// Cuts the runner's connection to the database.
  func loseConnection() throws {
    try shop.psql(
      """
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and application_name = 'shipkeeper'
      """)
  }

  /// Waits until a query of the shop answers `t`.
  func waitUntil(_ condition: String, _ comment: Comment? = nil) throws {
    for _ in 0..<400 {
      if try shop.psql("select \(condition)") == "t" { return }
      usleepMilliseconds(20)
    }
    Issue.record(comment ?? "never true: \(condition)")
  }
}
