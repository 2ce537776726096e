import Glibc
import PrivatePostgres
import ShipStationStub

/// A small shop whose ghost orders are healed, from the first look to the last.
struct Demo {
  let postgres: PrivatePostgres
  let stub: ShipStationStub
  /// The orders that are no ghosts, as they were before anything happened.
  private let ordinaryOrders: String

  /// Opens the shop and ShipStation.
  init() throws {
    postgres = try PrivatePostgres()
    Console.say("A private PostgreSQL runs in \(postgres.folder), beside a stand-in ShipStation.")
    stub = try ShipStation.open()
    try postgres.createLogin("shop_owner")
    try postgres.createDatabase("shop", owner: "shop_owner")
    for file in ["Tests/shops/legacy.sql", "Sources/demo/orders.sql"] {
      try postgres.psql(
        "", database: "shop", user: "shop_owner",
        arguments: ["-f", "\(ProductPath.repository)/\(file)"])
    }
    ordinaryOrders = try postgres.psql(Demo.ordinaryOrdersQuery, database: "shop")
  }

  /// The orders as the shop's people see them, before.
  func showShop() throws {
    Console.heading("Before: the shop's orders")
    try show(Demo.ordersQuery)
    Console.say(
      """
      Nine orders are ghosts: ShipStation has their lines, the shop has a header, and its counts are
      wrong. 100534 has no ShipStation id: nobody can ask for it.
      """)
  }

  /// Brings Shipkeeper into the shop's database, as a DBA would.
  func install() throws {
    Console.heading("The DBA installs Shipkeeper into the running shop")
    try migrate("preflight", as: "shop_owner", mayFind: true)
    try migrate("roles", as: "postgres")
    try migrate("up", as: "shop_owner")
    try postgres.createLogin("shop_runner", memberOf: ["shipkeeper_runner"])
    try postgres.createLogin("shop_analyst", memberOf: ["shipkeeper_analyst"])
    try postgres.createLogin("shop_operator", memberOf: ["shipkeeper_operator"])
    Console.say(
      """
      The sync stays off and no list is asked for at first, so that each ghost gets a request of its
      own and you see what each answer does. A request may take 2 seconds instead of 10.
      """)
    try change("sync_mode = 'off', list_saves_at_least = 1000000, order_timeout_seconds = 2")
  }

  /// The first cycle, which heals what it can until ShipStation says 429.
  func runUntilTheRateLimit() throws {
    Console.heading("The first cycle")
    try shipkeeper("check")
    try shipkeeper("run")
    let requests = stub.requests.map { "\($0.method) \($0.path) \($0.status ?? 0)" }
    try expect(requests.last == "GET /orders/210100533 429", "a request followed the 429")
    Console.say("ShipStation got no request after the 429.")
  }

  /// The next cycle, once the rate limit is over.
  func runTheRest() throws {
    Console.heading("The next cycle, \(ShipStation.resetSeconds) seconds later")
    sleep(UInt32(ShipStation.resetSeconds) + 1)
    try shipkeeper("run", "--json")
  }

  /// The shop's constraint goes once its other programs are ready, and the next cycle stores 100531.
  func freeRepeatedSKUs() throws {
    Console.heading("One SKU on two lines: the DBA lets the shop's constraint go")
    try shipkeeper("scan-duplicates")
    try migrate("up", "--contract", as: "shop_owner", mayFind: true)
    Console.say("No program of this shop leans on it, so what cannot be seen is taken for ready.")
    try migrate("up", "--contract", "--accept", "unknown", as: "shop_owner")
    try shipkeeper("run")
    try show(Demo.repeatedSKUsQuery, user: "shop_analyst")
  }

  /// What changes in ShipStation comes on a page: a ghost there needs no request of its own.
  func followChanges() throws {
    Console.heading("The DBA turns the sync on, and asking for many ghosts by one list")
    try change("sync_mode = 'heal_only', list_saves_at_least = 1")
    Console.say("ShipStation ships 100535 now, and its header comes into the shop: a ghost.")
    stub.changeOrder(id: 210_100_535) { $0["orderStatus"] = "shipped" }
    try postgres.psql(Demo.newGhost, database: "shop", user: "shop_owner")
    stub.resetLog()
    try shipkeeper("run")
    let requests = stub.requests.map { "\($0.method) \($0.path)?\($0.query)" }
    try expect(
      requests.count == 1 && requests[0].hasPrefix("GET /orders?modifyDateStart="),
      "other requests than one page: \(requests)")
    Console.say("ShipStation got one request, for all that changed of late:\n\(requests[0])")
  }

  /// The orders after, with what became of each, and whether that is what was to come.
  func compare() throws {
    Console.heading("After: the same orders, and the new one")
    try show(Demo.ordersQuery)
    Console.heading("What became of each ghost, as an analyst sees it")
    try show(Demo.outcomesQuery, user: "shop_analyst")

    let orders = try postgres.psql(Demo.healedOrdersQuery, database: "shop")
    try expect(orders == Demo.healedOrders, "the ghosts are not as expected:\n\(orders)")
    let ordinary = try postgres.psql(Demo.ordinaryOrdersQuery, database: "shop")
    try expect(ordinary == ordinaryOrders, "an ordinary order was changed:\n\(ordinary)")
    Console.say(
      """
      Of 10 ghosts with a ShipStation id, 7 were healed, 2 are cancelled and 1 waits for its first
      line. The ordinary orders are untouched.
      """)
  }

  // MARK: Steps

  func show(_ query: String, user: String = "postgres") throws {
    Console.say(
      try postgres.psql(
        query, database: "shop", user: user,
        arguments: [
          "-P", "format=aligned", "-P", "tuples_only=off", "-P", "footer=off", "-P", "border=2",
          "-P", "linestyle=unicode",
        ]))
  }

  func change(_ settings: String) throws {
    Console.command("psql -c \"update shipkeeper.settings set \(settings)\"")
    try postgres.psql(
      "update shipkeeper.settings set \(settings);", database: "shop", user: "shop_owner")
  }

  private func migrate(_ arguments: String..., as user: String, mayFind: Bool = false) throws {
    let command = arguments.joined(separator: " ")
    Console.command("PGUSER=\(user) migrations/migrate \(command)")
    let result = try Command.run(
      ProductPath.migrate, arguments,
      environment: postgres.environment(database: "shop", user: user), timeLimit: .seconds(120))
    Console.quote(result.stdout + result.stderr)
    try expect(
      result.status == 0 || mayFind && result.status == 1,
      "migrate \(command) ended with \(result.status)")
  }

  func shipkeeper(_ arguments: String..., mayWrite: Bool = false) throws {
    let prefix = mayWrite ? "SHIPSTATION_ALLOW_WRITES=1 " : ""
    Console.command("\(prefix)shipkeeper \(arguments.joined(separator: " "))")
    let running = try Command.start(
      ProductPath.shipkeeper, arguments,
      environment: postgres.environment(database: "shop", user: "shop_runner").merging([
        "SHIPSTATION_API_KEY": stub.options.key, "SHIPSTATION_API_SECRET": stub.options.secret,
        "SHIPSTATION_BASE_URL": stub.baseURL, "SHIPSTATION_ALLOW_WRITES": mayWrite ? "1" : "0",
      ]) { $1 })
    let result = try running.wait()
    Console.quote(result.stderr + result.stdout)
    try expect(result.status == 0, "shipkeeper ended with \(result.status)")
  }

  func expect(_ condition: Bool, _ complaint: String) throws {
    if !condition { throw Command.Failure(description: complaint) }
  }
}
