import PrivatePostgres
import ShipStationStub
import TestSupport

/// Heals all ghosts of an account under ShipStation's 40 requests a minute, cycle after cycle.
struct Healing {
  /// How the time passes.
  enum Clock {
    /// As it does: answers take 250 ms, a cycle waits for the next minute's quota.
    case real
    /// By the stub's clock: each answer moves it 250 ms, and where the quota is used up the cycle
    /// ends, the clock is moved to the window's end and the next one starts.
    case simulated
  }

  static let latency = Duration.milliseconds(250)

  /// Requests by the path's kind.
  let lists: Int
  let singles: Int
  /// Answers with status 429.
  let refusals: Int
  /// Time until no ghost was left, by the stub's clock.
  let seconds: Double
  let cycles: Int
  let megabytes: Double
  /// Time in which the runner ran, and its processor time, all cycles together.
  let realSeconds: Double
  let processorSeconds: Double

  var requests: Int { lists + singles }

  init(_ account: Account, _ clock: Clock, settings: String) throws {
    let stub = account.stub
    try account.shop.psql("update shipkeeper.settings set \(settings)")
    switch clock {
    case .real:
      stub.configure { $0.latencyMilliseconds = 250 }
    case .simulated:
      // Shorter than the wait for the window's end, which is over 30 s after 32 answers.
      try account.shop.psql("update shipkeeper.settings set cycle_budget = '20 seconds'")
      stub.onAnswer { [unowned stub] _ in stub.advanceClock(by: Self.latency) }
    }
    defer { stub.onAnswer(nil) }

    let start = stub.clockMilliseconds
    var left = try Self.ghosts(account)
    var peak = 0.0
    var real = 0.0
    var processor = 0.0
    var count = 0
    while left > 0 {
      let run = try TimedRun(environment: account.environment, timeLimit: .seconds(600))
      peak = max(peak, run.megabytes)
      real += run.seconds
      processor += run.processorSeconds
      count += 1
      let before = left
      left = try Self.ghosts(account)
      guard left < before else {
        throw Command.Failure(description: "a cycle healed none of \(left) ghosts")
      }
      if left > 0 { try Self.passTheWait(account) }
    }
    seconds = Double(stub.clockMilliseconds - start) / 1000
    cycles = count
    megabytes = peak
    realSeconds = real
    processorSeconds = processor
    let requests = stub.requests
    lists = requests.count { $0.path == "/orders" }
    singles = requests.count - lists
    refusals = requests.count { $0.status == 429 }
    try Self.expectHealed(account)
  }

  private static func ghosts(_ account: Account) throws -> Int {
    let text = try account.shop.psql("select count(*) from shipkeeper.orders_without_lines")
    guard let count = Int(text) else { throw Command.Failure(description: text) }
    return count
  }

  /// Moves the stub's clock to when the shop would send again, and tells the shop that it is then.
  private static func passTheWait(_ account: Account) throws {
    let text = try account.shop.psql("select shipkeeper.quota_wait(clock_timestamp())")
    guard let wait = Double(text) else { throw Command.Failure(description: text) }
    account.stub.advanceClock(by: .seconds(wait))
    try account.shop.psql(
      """
      update shipkeeper.quota
      set resets_at = least(resets_at, clock_timestamp()),
        blocked_until = least(blocked_until, clock_timestamp())
      """)
  }

  /// Every order here as it is in ShipStation.
  static func expectHealed(_ account: Account) throws {
    let wrong = try account.shop.psql(
      """
      select count(*) from orders_inbox as o where o.total_items <> 3
        or (select sum(i.quantity) from order_items_inbox as i where i.order_inbox_id = o.id) <> 3
      """)
    guard wrong == "0" else {
      throw Command.Failure(description: "\(wrong) orders are not as in ShipStation")
    }
  }
}
