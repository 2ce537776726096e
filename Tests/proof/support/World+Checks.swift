import PrivatePostgres
package import ShipStationStub
import TestSupport

extension World {
  /// All that both databases remember in the end.
  package func memory() throws -> String {
    let here = try shop.load("Tests/proof/support/memory.sql", user: "postgres")
    let there = stub.orders.map { "there|\($0.id)|" + String(decoding: $0.bytes, as: UTF8.self) }
    let effects = effects.sorted { $0.key < $1.key }.map { "applied|\($0.key)|\($0.value)" }
    return ([here] + there + effects).joined(separator: "\n")
  }

  /// What does not hold now, a sentence each.
  package func findings() throws -> [String] { try brokenInvariants() + unrecorded() + unsaid() }

  /// What does not hold in the database now.
  package func brokenInvariants() throws -> [String] {
    try rememberVersions()
    let broken = try shop.load("Tests/proof/support/invariants.sql", user: "postgres")
    return broken.split(separator: "\n").map(String.init)
  }

  /// Keeps the lines that ShipStation's orders have now, so that older ones are known later.
  package func rememberVersions() throws {
    let orders = stub.orders.map { order -> JSON in
      let lines = (order.json["items"]?.elements ?? []).filter {
        $0["adjustment"] != true && ($0["quantity"]?.integer ?? 0) > 0
      }
      return [
        JSON(String(order.id)),
        .array(
          lines.map {
            [$0["orderItemId"] ?? .null, $0["sku"] ?? .null, $0["quantity"] ?? .null]
          }),
      ]
    }
    let text = String(decoding: JSON.array(orders).bytes, as: UTF8.self)
    guard remember(versions: text) else { return }
    try shop.psql(
      """
      insert into proof.version
      select o.pair ->> 0, (
        select coalesce(jsonb_agg(l.line order by (l.line ->> 0)::bigint), '[]')
        from jsonb_array_elements(o.pair -> 1) as l (line)
      )
      from jsonb_array_elements($json$\(text)$json$) as o (pair)
      on conflict do nothing
      """)
  }

  /// Requests that reached ShipStation and stand nowhere in the database: each was to be on disk
  /// before it left.
  package func unrecorded() throws -> [String] {
    var recorded: [String: Int] = [:]
    let known = try shop.psql("select method || ' ' || path from shipkeeper.request")
    for line in known.split(separator: "\n") { recorded[String(line), default: 0] += 1 }
    return stub.requests.compactMap { request in
      let text = request.text
      recorded[text, default: 0] -= 1
      return (recorded[text] ?? 0) < 0 ? "a request that nobody recorded: \(text)" : nil
    }
  }

  /// Sentences that the database takes for said and no runner has logged as often as it made them.
  package func unsaid() throws -> [String] {
    let said = try shop.psql(
      "select m.message from shipkeeper.message as m, shipkeeper.lease as l where m.message_id <= l.said_to"
    )
    var left = log
    return said.split(separator: "\n").compactMap { sentence in
      left[sentence, default: 0] -= 1
      return (left[sentence] ?? 0) < 0 ? "a sentence that nobody logged: \(sentence)" : nil
    }
  }

  /// Runs cycle after cycle until one leaves everything as it was, with nothing open; what did not
  /// hold meanwhile.
  package func settle(cyclesAtMost limit: Int = 15) throws -> [String] {
    lookout.disarm()
    var before: Set<Substring> = []
    var found: [String] = []
    var unsettled = ""
    for _ in 1...limit {
      try shop.letTimePass()
      let run = try run()
      found += try findings() + ExitCode.problems(of: run)
      let after = Set(try memory().split(separator: "\n"))
      let changed = after.symmetricDifference(before).sorted().prefix(4)
      unsettled = try ([unsettledPart()] + changed.map { String($0.prefix(300)) })
        .filter { !$0.isEmpty }.joined(separator: "; ")
      if unsettled.isEmpty { return found }
      before = after
    }
    return found + ["not settled after \(limit) cycles: \(unsettled)"]
  }

  /// What is unfinished: how the last cycle ended, reviews of lots that wait for no operator, what
  /// `verify()` finds.
  private func unsettledPart() throws -> String {
    try shop.psql(
      """
      select string_agg(unsettled.part, ', ') from (
        (select format('cycle %s', c.outcome) as part, c.outcome = 'done' as is_well
        from shipkeeper.cycle as c order by c.cycle_id desc limit 1)
        union all
        select format('review %s %s: %s', r.order_number, r.state, r.reason), false
        from shipkeeper.lot_review as r where r.state not in ('closed', 'approval')
        union all
        select format('verify: %s %s', v.finding, v.object), false from shipkeeper.verify() as v
      ) as unsettled
      where not unsettled.is_well
      """)
  }
}

extension StubRequest {
  /// Method, path and query, as the database records them.
  package var text: String { "\(method) \(path)" + (query.isEmpty ? "" : "?" + query) }
}
