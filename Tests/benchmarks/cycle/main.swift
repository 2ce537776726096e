import PrivatePostgres
import ShipStationStub
import TestSupport

/// Times whole cycles of the real binary, as its operating system accounts for them, and prints a
/// table: 40 ghosts at 250 ms of API latency, and a cycle with nothing to do.

/// A shop and a stand-in API between which the runner works.
struct Bench {
  let shop: TestShop
  let stub: ShipStationStub

  init(ghosts: Int64) throws {
    shop = try ShopServer.shared.newShop()
    stub = try ShipStationStub(
      orders: (0..<ghosts).map {
        .json(id: 1000 + $0, status: "shipped", items: [StubItem(sku: "17612", quantity: 2)])
      })
    try shop.psql(
      """
      insert into orders_inbox (order_number, order_date, status, shipstation_order_id)
      select 1000 + n, current_date, 'awaiting_shipment', 1000 + n
      from generate_series(0, \(ghosts) - 1) as n
      """)
    stub.configure {
      $0.latencyMilliseconds = 250
      // One GET an order: the quota would be the benchmark. How few requests do is measured elsewhere.
      $0.rateLimit.sendsHeaders = false
    }
  }

  var environment: [String: String] {
    shop.environment().merging([
      "SHIPSTATION_API_KEY": "stub-key", "SHIPSTATION_API_SECRET": "stub-secret",
      "SHIPSTATION_BASE_URL": stub.baseURL,
    ]) { $1 }
  }
}

func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

func row(_ name: String, _ samples: [TimedRun], requests: Int) {
  let wall = samples.map(\.seconds)
  let figures = [median(wall), wall.min() ?? 0, wall.max() ?? 0].map {
    String(($0 * 1000).rounded() / 1000)
  }
  let memory = String((median(samples.map(\.megabytes)) * 10).rounded() / 10)
  print(
    "| \(name) | \(requests) | \(figures[0]) | \(figures[1]) to \(figures[2]) | \(memory) |")
}

let runs = CommandLine.arguments.count > 1 ? Int(CommandLine.arguments[1]) ?? 5 : 5
print("| cycle | requests | wall s, median | min to max | peak memory MB |")
print("|---|---|---|---|---|")

var busy: [TimedRun] = []
for _ in 0..<runs {
  let bench = try Bench(ghosts: 40)
  busy.append(try TimedRun(environment: bench.environment))
  guard bench.stub.requests.count == 40,
    try bench.shop.psql("select count(*) from orders_inbox where total_items = 2") == "40"
  else { throw Command.Failure(description: "the 40 ghosts were not healed by 40 requests") }
}
row("40 ghosts, 250 ms an answer", busy, requests: 40)

let idle = try Bench(ghosts: 0)
row(
  "nothing to do", try (0..<runs * 4).map { _ in try TimedRun(environment: idle.environment) },
  requests: 0)
