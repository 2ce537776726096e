import Glibc
import PrivatePostgres
import ShipStationStub
import Synchronization
import TestSupport

/// How long a page of 500 orders takes, from the answer to the end of the cycle.
struct Pages {
  /// What the page finds here.
  enum Kind: String, CaseIterable {
    case new = "full: all new"
    case unchanged = "full: all known, unchanged"
    case firstSight = "heal_only: all known, seen for the first time"
    case seen = "heal_only: all known, unchanged"
    case changed = "full: all changed, lines too"
    case shipped = "full: all shipped"
    case ghosts = "heal_only: all ghosts"
  }

  /// One cycle with one page.
  struct Sample {
    var seconds: Double
    var megabytes: Double
    var requests: Int
    var refusals: Int
    var calls: CallLog
    var probe: Probe.Figures?
    /// Where it was asked for: functions with their calls, own and whole milliseconds.
    var functions: [[String]] = []
  }

  static let orders: ClosedRange<Int64> = 2_000_001...2_000_500

  private let account: Account
  private let isProfiled: Bool

  /// A shop of 12,000 orders without ghosts. Profiled, its cycles are slower and their calls of
  /// functions counted.
  init(_ server: ShopServer, isProfiled: Bool = false) throws {
    self.isProfiled = isProfiled
    account = try Account(server, .init(count: 0, days: Account.days))
    try CallLog.prepare(account.shop)
    if isProfiled {
      try account.shop.psql(
        "alter role shop_runner in database \(account.shop.database) set track_functions = 'all'")
    }
    // Older than the sync looks, so that nothing but the 500 is on a page.
    try account.shop.psql("update shipkeeper.settings set sync_first_window = '12 hours'")
    for order in account.stub.orders { account.stub.removeOrder(id: order.id) }
  }

  /// What the probe meets without a runner, for as long as a page takes: the machine alone.
  func measureProbeAlone() throws -> Probe.Figures {
    try account.shop.psql(
      """
      insert into orders_inbox (order_number, order_date, status, shipstation_order_id)
      select n, current_date, 'awaiting_shipment', n
      from generate_series(\(Self.orders.lowerBound), \(Self.orders.upperBound)) as n
      """)
    let probe = try Probe(account.shop, numbersFrom: Self.orders.lowerBound)
    usleep(5_000_000)
    return try probe.stop()
  }

  /// One cycle for each kind, in their order: each finds what the one before left.
  func measure(probed: Bool) throws -> [Kind: Sample] {
    var samples: [Kind: Sample] = [:]
    for kind in Kind.allCases {
      try prepare(kind)
      samples[kind] = try sample(kind, probed: probed)
    }
    return samples
  }

  private func prepare(_ kind: Kind) throws {
    let mode = [.firstSight, .seen, .ghosts].contains(kind) ? "heal_only" : "full"
    try account.shop.psql(
      """
      update shipkeeper.settings set sync_mode = '\(mode)';
      delete from public.sync_watermark;
      """)
    switch kind {
    case .new: put(modifiedAfter: 0)
    case .unchanged, .seen: break
    case .firstSight: try account.shop.psql("delete from shipkeeper.seen_order")
    case .changed: put(modifiedAfter: 1000, quantity: 5, carrier: "example")
    case .shipped: put(modifiedAfter: 2000, quantity: 5, carrier: "example", status: "shipped")
    case .ghosts:
      try account.shop.psql(
        """
        delete from shipkeeper.seen_order;
        delete from order_items_inbox as i using orders_inbox as o
        where o.id = i.order_inbox_id and o.shipstation_order_id::bigint >= \(Self.orders.lowerBound);
        update orders_inbox set status = 'awaiting_shipment', total_items = 0
        where shipstation_order_id::bigint >= \(Self.orders.lowerBound);
        """)
    }
    try account.shop.psql("vacuum analyze")
    if isProfiled { try account.shop.psql("select pg_stat_reset()") }
  }

  /// The functions that took longest by themselves: name, calls, milliseconds.
  private func profile() throws -> [[String]] {
    try account.shop.psql(
      """
      select f.funcname, f.calls, round(f.self_time::numeric, 1), round(f.total_time::numeric, 1)
      from pg_stat_user_functions as f order by f.self_time desc limit 15
      """
    ).split(separator: "\n").map { $0.split(separator: "|").map(String.init) }
  }

  /// The 500, changed within the last two hours, two in a second.
  private func put(
    modifiedAfter seconds: Int64, quantity: Int64 = 2, carrier: String? = nil,
    status: String = "awaiting_shipment"
  ) {
    let now = account.stub.clockMilliseconds
    let ordered = PacificTime.text(unixMilliseconds: now - 7_200_000).prefix(19)
    account.stub.setOrders(
      Self.orders.map { id in
        let change = now - 7_200_000 + (seconds + (id - Self.orders.lowerBound) / 2) * 1000
        return Account.order(
          id, status: status, ordered: String(ordered),
          modified: String(PacificTime.text(unixMilliseconds: change).prefix(19)),
          quantity: quantity, carrier: carrier)
      })
  }

  private func sample(_ kind: Kind, probed: Bool) throws -> Sample {
    let answered = Answered()
    account.stub.resetLog()
    account.stub.onAnswer { _ in answered.note() }
    defer { account.stub.onAnswer(nil) }
    let probe = probed ? try Probe(account.shop, numbersFrom: Self.orders.lowerBound) : nil
    let run = try TimedRun(environment: account.environment)
    let figures = try probe?.stop()
    let requests = account.stub.requests
    // An order that the probe has locked is asked for again by itself.
    guard let answer = answered.first, requests.count == 1 || probed else {
      throw Command.Failure(description: "\(kind): \(requests.count) requests instead of one")
    }
    try expectOutcome(of: kind, probed: probed)
    var sample = Sample(
      seconds: ((requests.dropFirst().first?.arrival ?? run.end) - answer) / .seconds(1),
      megabytes: run.megabytes, requests: requests.count,
      refusals: requests.count { $0.status == 429 }, calls: try CallLog(account.shop),
      probe: figures)
    if isProfiled { sample.functions = try profile() }
    return sample
  }

  /// The cycle did what its row is named for; beside the probe, which locks headers, nearly.
  private func expectOutcome(of kind: Kind, probed: Bool) throws {
    let expected =
      switch kind {
      case .new: "imported"
      case .changed, .shipped: "updated"
      case .ghosts: "backfilled"
      case .unchanged, .firstSight, .seen: ""
      }
    let text = try account.shop.psql(
      """
      select (select w.orders_seen from shipkeeper.sync_walk as w where w.cycle_id = c.cycle_id),
        (select count(*) from shipkeeper.order_outcome as o where o.cycle_id = c.cycle_id and o.outcome = '\(expected)'),
        (select count(*) from shipkeeper.order_outcome as o where o.cycle_id = c.cycle_id and o.outcome <> '\(expected)')
      from shipkeeper.cycle as c order by c.cycle_id desc limit 1
      """)
    let figures = text.split(separator: "|").compactMap { Int($0) }
    let wanted = expected.isEmpty ? 0 : 500
    guard figures.count == 3, figures[0] == 500, probed || (figures[1] == wanted && figures[2] == 0)
    else { throw Command.Failure(description: "\(kind): seen, done, else: \(text)") }
  }
}

/// When the first answer since it was made was ready.
private final class Answered: Sendable {
  private let instant = Mutex<ContinuousClock.Instant?>(nil)

  var first: ContinuousClock.Instant? { instant.withLock { $0 } }

  func note() {
    let now = ContinuousClock.now
    instant.withLock { if $0 == nil { $0 = now } }
  }
}
