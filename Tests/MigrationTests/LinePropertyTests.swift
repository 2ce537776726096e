import Glibc
import PrivatePostgres
import TestSupport
import Testing

/// Whatever orders hold and other programs do at the same time, the units stored are those in ShipStation.
///
/// Random orders come in waves, are backfilled by cycles, and written to by a program of the shop: in the old style
/// before the contract, through `put_order_line` after it. SHIPKEEPER_PROPERTY_ORDERS (300) says how many orders,
/// SHIPKEEPER_SEED (1) which.
@Suite struct LinePropertyTests {
  /// An order of ShipStation's, and which of its lines count.
  private struct Order {
    var number: Int
    var headerStatus: String
    var body: String
    var truth: [(id: Int, sku: String, quantity: Int)]
  }

  /// Texts of SKUs as people write them, and the SKU each is stored under.
  private static let skus: [(text: String?, stored: String)] = [
    ("17612", "17612"), (" 17612 ", "17612"), ("17612 - 250300", "17612"),
    ("17612-250237", "17612"),
    ("17612 - 999999", "17612"), ("17612 - AB", "17612 - AB"), ("\u{00A0}17904\u{00A0}", "17904"),
    ("17904 - 240101", "17904"), ("18675", "18675"), ("18795", "18795"), ("NEW-1", "NEW-1"),
    ("Größe 1", "Größe 1"), (nil, "NO-SKU"), ("", "NO-SKU"), (" \u{00A0}", "NO-SKU"),
  ]

  private static func order(_ number: Int, using random: inout SeededGenerator) -> Order {
    var items: [String] = []
    var truth: [(id: Int, sku: String, quantity: Int)] = []
    for place in 0..<[0, 1, 1, 2, 2, 3, 4, 7].randomElement(using: &random)! {
      let id = number * 100 + place
      let sku = skus.randomElement(using: &random)!
      let quantity = Int.random(in: 1...9, using: &random)
      var fields = [
        "\"orderItemId\":\(id)", "\"sku\":\(sku.text.map { "\"\($0)\"" } ?? "null")",
        "\"lineItemKey\":" + ["null", "\"\"", "\"7\""].randomElement(using: &random)!,
        "\"unitPrice\":" + ["null", "0", "19.99"].randomElement(using: &random)!,
      ]
      switch Int.random(in: 1...12, using: &random) {
      case 1: fields += ["\"adjustment\":true", "\"quantity\":\(quantity)"]
      case 2: fields += ["\"lineItemKey\":\"Discount\"", "\"quantity\":\(quantity)"]
      case 3: fields += ["\"sku\":\" \"", "\"unitPrice\":-5.00", "\"quantity\":\(quantity)"]
      case 4: fields += ["\"quantity\":0"]
      default:
        fields += ["\"adjustment\":false", "\"quantity\":\(quantity)"]
        truth.append((id, sku.stored, quantity))
      }
      items.append("{\(fields.joined(separator: ","))}")
    }
    let statuses = [
      "awaiting_shipment", "awaiting_shipment", "shipped", "on_hold", "cancelled", "on_its_way",
    ]
    return Order(
      number: number,
      headerStatus: ["pending", "awaiting_shipment", "on_hold"].randomElement(using: &random)!,
      body: """
        {"orderId":\(900000 + number),"orderNumber":"P\(number)",\
        "orderStatus":"\(statuses.randomElement(using: &random)!)","items":[\(items.joined(separator: ","))]}
        """, truth: truth)
  }

  private static func setting(_ name: String, default value: Int) -> Int {
    getenv(name).flatMap { Int(String(cString: $0)) } ?? value
  }

  @Test func unitsStoredAreThoseInShipStation() throws {
    let count = Self.setting("SHIPKEEPER_PROPERTY_ORDERS", default: 300)
    let seed = Self.setting("SHIPKEEPER_SEED", default: 1)
    var random = SeededGenerator(seed: seed)
    let waves = 10
    let shop = try ShopServer.shared.newShop(.expanded)
    try shop.psql(OtherProgram.furniture)
    try shop.load("Tests/property/lines.sql", user: "postgres")
    let orders = (1...count).map { Self.order($0, using: &random) }
    try shop.psql(
      """
      insert into sku_lot (sku, lot) values
        ('17612', '250237'), ('17612', '250300'), ('17904', '240101'), ('18675', '240231'), ('18795', '11001');
      insert into property.served values
      \(orders.map { "(\($0.number), \($0.number % waves), '\($0.headerStatus)', '\($0.body)')" }
        .joined(separator: ",\n"));
      insert into property.truth values
      \(orders.flatMap { order in order.truth.map { "(\(order.number), \($0.id), '\($0.sku)', \($0.quantity))" } }
        .joined(separator: ",\n"));
      update shipkeeper.settings set first_retry = '1 second', longest_retry = '1 second', cancellations_per_day = 100000,
        sync_mode = 'off', list_saves_at_least = 1000000;
      grant usage on schema property to shop_program;
      grant select on all tables in schema property to shop_program;
      grant usage on all sequences in schema property to shop_program;
      grant execute on all functions in schema property to shop_program;
      """)
    try shop.psql(ContractTests.grants, user: "shop_owner")

    let script = { (function: String) in
      """
      \\set number random(1, \(count))
      \\set place random(1, 4)
      select property.\(function)(:number, :place);
      """
    }
    let passWave = { (wave: Int) in
      try shop.psql("call property.let_in(\(wave))")
      try shop.psql("call property.cycle()")
    }

    let old = try OtherProgram(script("put_old_style"), on: shop, clients: 3, roundsASecond: 250)
    for wave in 0..<waves / 2 { try passWave(wave) }
    #expect(try old.stop() == "", "the program of the old style")
    let held = try shop.psql(
      "select count(*) from shipkeeper.ghost where held_reason = 'duplicate_sku'")
    #expect(
      try shop.psql(
        "select count(*) from property.finding where finding not like 'no lines%' and finding not like '%held_without%'"
      ) == "0",
      "before the contract, seed \(seed)")

    let new = try OtherProgram(script("put"), on: shop, clients: 3, roundsASecond: 250)
    try shop.migrateSuccessfully("up", "--contract", "--accept", "all")
    for wave in waves / 2..<waves { try passWave(wave) }
    #expect(try new.stop() == "", "the program that is ready")
    // Nobody writes any more; what was locked, or waits to be asked again, has its turn.
    try shop.psql("call property.cycle(); select pg_sleep(1.1); call property.cycle();")

    let findings = try shop.psql(
      "select f.finding, f.number from property.finding as f order by 1, 2 limit 20")
    #expect(findings == "", "seed \(seed)")
    // All that the property is about must have come about.
    let seen = try shop.psql(
      """
      select count(*) filter (where r.owner = 'shipstation') > \(count / 4)
        and count(*) filter (where r.owner = 'shipstation' and r.repeats_a_sku) > \(count / 20)
        and count(*) filter (where r.owner = 'program') > 0
        and \(held) > 0 and (select is_called from property.refusals),
        string_agg(distinct r.owner, ' '), format('%s ShipStation''s, %s of them with a repeated SKU; %s a program''s; %s nobody''s; held before: %s; refused: %s',
          count(*) filter (where r.owner = 'shipstation'), count(*) filter (where r.owner = 'shipstation' and r.repeats_a_sku),
          count(*) filter (where r.owner = 'program'), count(*) filter (where r.owner = 'nobody'), \(held),
          (select last_value from property.refusals))
      from property.result as r
      """)
    #expect(seen.hasPrefix("t|"), "seed \(seed): \(seen)")
    if getenv("SHIPKEEPER_PROPERTY_ORDERS") != nil { print("seed \(seed): \(seen)") }

    // The same orders under other ids: nothing is doubled.
    let last = try shop.psql("select max(o.order_outcome_id) from shipkeeper.order_outcome as o")
    try shop.psql(
      """
      select shipkeeper.work_orders((select max(c.cycle_id) from shipkeeper.cycle as c), 'ghosts', array[shipkeeper.to_decide(
        shipkeeper.lay_out_order(
          regexp_replace(s.body, '"orderItemId":', '"orderItemId":7', 'g')::jsonb, (900000 + r.number)::text
        ), r.id, 'P' || r.number, 'heal'
      )])
      from property.result as r
      join property.served as s on s.number = r.number
      where r.owner <> 'nobody'
      """)
    #expect(
      try shop.psql(
        """
        select count(*) > 0, bool_and(o.outcome = 'skipped')
        from shipkeeper.order_outcome as o where o.order_outcome_id > \(last)
        """) == "t|t")
    #expect(try shop.psql("select count(*) from property.finding") == "0", "seed \(seed)")

    // Back: lines are merged, units stay.
    let units =
      "select md5(string_agg(r.number || ' ' || r.units || ' ' || r.total_items, ',' order by r.number)) from property.result as r"
    let before = try shop.psql(units)
    try shop.psql("select * from shipkeeper.collapse_repeated_skus()", user: "shop_owner")
    try shop.migrateSuccessfully("down", "--contract")
    #expect(try shop.psql(units) == before)
    #expect(try shop.psql(ContractTests.rules) == "order_items_inbox_order_sku_unique")
    #expect(try shop.psql("select count(*) from shipkeeper.verify()") == "0")
  }
}

/// The same numbers for the same seed, on every machine (SplitMix64).
private struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: Int) { state = UInt64(bitPattern: Int64(seed)) }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}
