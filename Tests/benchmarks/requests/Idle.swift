import PrivatePostgres
import ShipStationStub
import TestSupport

/// A cycle with the sync on and nothing to do, in a shop of 12,000 orders.
struct Idle {
  let runs: [TimedRun]
  /// Requests of one cycle; the most there were.
  let requests: Int
  let refusals: Int

  /// Wall time of each run without the API's latency.
  var secondsOfOurs: [Double] {
    runs.map { $0.seconds - Double(requests) * (Healing.latency / .seconds(1)) }
  }

  init(_ server: ShopServer, mode: String, runs count: Int) throws {
    let account = try Account(server, .init(count: 0, days: Account.days))
    try account.shop.psql("update shipkeeper.settings set sync_mode = '\(mode)'")
    // As if the cycle before had read up to now.
    try account.shop.psql(
      """
      insert into public.sync_watermark (workflow_name, last_sync_timestamp)
      values ('shipkeeper', to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))
      """)
    account.stub.configure { $0.latencyMilliseconds = 250 }
    var most = 0
    runs = try (0..<count).map { _ in
      let before = account.stub.requests.count
      let run = try TimedRun(environment: account.environment)
      most = max(most, account.stub.requests.count - before)
      return run
    }
    requests = most
    refusals = account.stub.requests.count { $0.status == 429 }
  }
}
