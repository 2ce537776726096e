import PrivatePostgres
import ShipStationStub
import TestSupport
import Testing

/// What each kind of answer does to a ghost, over a real connection.
@Suite("Ghosts: every kind of answer")
struct AnswerTests {
  let scene: Scene

  init() throws {
    scene = try Scene()
    try scene.shop.psql("update shipkeeper.settings set order_timeout_seconds = 1")
    try scene.ghost(
      100532, inShipStation: "shipped", [StubItem(sku: "17612", quantity: 2)])
    try scene.ghost(100533, inShipStation: "shipped", [StubItem(sku: "17613")])
  }

  /// The order in question is as it was; the one behind it was healed.
  private func expectOnlyTheOtherHealed() throws {
    #expect(try scene.order(100532) == "awaiting_shipment|0|0|0")
    #expect(try scene.order(100533) == "shipped|1|1|1")
  }

  @Test(
    "An answer that cannot be used writes nothing and says why",
    arguments: [
      (StubFault.html, "answer is HTML, not JSON"),
      (.truncated(afterBytes: 700), "connection lost before the answer was complete"),
      (.resetAfter(bytes: 700), "connection lost before the answer was complete"),
      (.wrongOrderId, "answer is another order"),
      (.body("null"), "answer is no order"),
      (.body(""), "answer is empty"),
      (.body(#"{"orderId":100532,"orderStatus":"shipped"}"#), "items are missing or no list"),
      (
        .body(#"{"orderId":100532,"orderStatus":"shipped","items":null}"#),
        "items are missing or no list"
      ),
      (
        .body(
          #"{"orderId":100532,"orderStatus":"shipped","items":[{"orderItemId":1,"quantity":"2"}]}"#),
        "quantity of an item is no usable number"
      ),
      (
        .body(
          #"{"orderId":100532,"orderStatus":"shipped","items":[{"orderItemId":1,"quantity":-1}]}"#),
        "quantity of an item is no usable number"
      ),
      (
        .body(#"{"orderId":100532,"orderStatus":"shipped","items":[],"x":"\u0000"}"#),
        "answer holds a NUL"
      ),
      (
        .body(
          Array(#"{"orderId":100532,"orderStatus":"shipped","items":[],"x":""#.utf8) + [
            0xff, 0x22, 0x7d,
          ]),
        "answer holds bytes that are no text"
      ),
      (.status(302, headers: ["Location": "http://127.0.0.1:1/"]), "API answered 302"),
      (.status(500), "API answered 500"),
      (.status(503), "API answered 503"),
      (.reset, "connection lost before the answer was complete"),
      (.timeout, "API timeout"),
      (.drip(bytesPerSecond: 100), "API timeout"),
    ])
  func unusable(fault: StubFault, reason: String) throws {
    scene.stub.script(fault, onPath: "/orders/100532")

    let run = try scene.shipkeeper("run", "--json")

    #expect(run.status == 0)
    #expect(try scene.metrics(of: run, hold: #"{"backfilled": 1, "errors": 1}"#))
    #expect(run.stderr.contains("❌ Error backfilling order 100532: \(reason)\n"))
    #expect(try scene.outcome(100532) == "error|\(reason)")
    try expectOnlyTheOtherHealed()
    #expect(
      try scene.shop.psql("select count(*) from shipkeeper.request where answer is not null")
        == "0",
      "no body is kept")
  }

  @Test("A body beyond 16 MiB is not taken")
  func tooLarge() throws {
    scene.stub.script(
      .body([UInt8](repeating: 0x20, count: 17 << 20)), onPath: "/orders/100532")

    let run = try scene.shipkeeper("run")

    #expect(run.stderr.contains("❌ Error backfilling order 100532: answer larger than 16 MiB\n"))
    try expectOnlyTheOtherHealed()
  }

  @Test("A shipped order without product lines is marked as shipped and not asked for again")
  func shippedWithoutLines() throws {
    scene.stub.setOrder(
      .json(
        id: 100532, status: "shipped",
        items: [
          StubItem(sku: "", unitPrice: "-3.00", lineItemKey: "Discount"),
          StubItem(sku: "17612", quantity: 0), StubItem(sku: "PROMO", adjustment: true),
        ]))

    let run = try scene.shipkeeper("run", "--json")
    #expect(try scene.metrics(of: run, hold: #"{"skipped": 1, "backfilled": 1}"#))
    #expect(try scene.order(100532) == "shipped|0|0|0")

    try scene.letTimePass()
    _ = try scene.shipkeeper("run")
    #expect(scene.stub.requests.count == 2)
  }

  @Test("A database that refuses one order lets the others go on")
  func databaseFailure() throws {
    try scene.shop.psql(
      """
      create function public.refuse() returns trigger language plpgsql as
        $$begin raise exception 'refused: %', new.sku; end$$;
      create trigger refuse before insert on order_items_inbox
        for each row when (new.sku = '17612') execute function refuse();
      """)

    let run = try scene.shipkeeper("run", "--json")

    #expect(try scene.metrics(of: run, hold: #"{"backfilled": 1, "errors": 1}"#))
    #expect(run.stderr.contains("❌ Error backfilling order 100532: database failure P0001\n"))
    try expectOnlyTheOtherHealed()
  }

  @Test("After five failures in a row the API is down: the cycle ends with status 69")
  func apiDown() throws {
    for number in Int64(1)...6 { try scene.ghost(number, id: String(number)) }
    scene.stub.script(.status(503))

    let run = try scene.shipkeeper("run", "--json")

    #expect(run.status == 69)
    #expect(scene.stub.requests.count == 5)
    #expect(try scene.metrics(of: run, hold: #"{"errors": 5, "requests": 5}"#))
    #expect(
      try scene.shop.psql("select count(*) from orders_inbox where status = 'awaiting_shipment'")
        == "8")
  }

  @Test(
    "Why the API cannot be reached is told apart",
    arguments: [
      ("http://127.0.0.1:1", "API refuses the connection"),
      ("https://shipstation.invalid", "API host name not found (DNS)"),
    ])
  func notReached(url: String, words: String) throws {
    let changes = ["SHIPSTATION_BASE_URL": url, "https_proxy": nil, "HTTPS_PROXY": nil]
    let run = try scene.shipkeeper("run", changes: changes)
    #expect(run.stderr.contains("❌ Error backfilling order 100532: \(words)\n"))
  }

  @Test("An API that is down is two lines, in however many runs: what fails, and since when")
  func apiDownForLong() throws {
    try scene.shop.psql("update shipkeeper.settings set api_failures_in_row = 2")
    scene.stub.script(.status(503))
    let nights = try (1...4).map { _ in try scene.shipkeeper("run").stderr }.joined()
    scene.stub.clearScript()
    let morning = try scene.shipkeeper("run").stderr

    let lines = (nights + morning).split(separator: "\n").filter { $0.contains("API") }
    #expect(lines.count == 2, "\(lines)")
    #expect(lines[0].contains("2 requests in a row failed: API answered 503 - the API is down"))
    #expect(lines[0].contains("(since 20"))
    #expect(lines[1].contains("✅ The API answers again: it was down (since 20"))
  }

  @Test(
    "Refused credentials end the run at once with status 77, and no order is touched",
    arguments: [401, 402, 403])
  func credentialsRefused(status: Int) throws {
    let before = try scene.shop.psql("select o from orders_inbox o order by id")
    scene.stub.script(.status(status))

    let run = try scene.shipkeeper("run")

    #expect(run.status == 77)
    #expect(scene.stub.requests.count == 1)
    #expect(try scene.shop.psql("select o from orders_inbox o order by id") == before)
    #expect(try scene.shop.psql("select count(*) from shipkeeper.order_outcome") == "0")
  }

  @Test("The eleventh 404 in a day cancels nothing; an operator gives back what was cancelled")
  func cancellationLimit() throws {
    for number in Int64(1)...12 { try scene.ghost(number, id: String(number)) }

    let run = try scene.shipkeeper("run", "--json")

    #expect(try scene.metrics(of: run, hold: #"{"cancelled": 10, "held": 2, "backfilled": 2}"#))
    #expect(run.stderr.contains("🚨 CRITICAL: 10 orders cancelled in 24 hours for a 404"))
    #expect(
      try scene.shop.psql(
        "select distinct alert from shipkeeper_report.alerts order by 1", user: "shop_analyst")
        == "cancellations_stopped\nheld_orders")

    let undone = try scene.shop.psql(
      "select count(*) from shipkeeper_operator.undo_cancellations(now() - interval '1 hour', 'key of another shop')",
      user: "shop_operator")
    #expect(undone == "10")
    #expect(
      try scene.shop.psql("select count(*) from orders_inbox where status = 'awaiting_shipment'")
        == "12")
  }
}
