package import PrivatePostgres
package import ShipStationStub
import Synchronization
package import TestSupport

/// A shop, a stand-in API and the real runner between them, whose every call can be struck at.
package final class World: Sendable {
  /// The shop's database.
  package let shop: TestShop
  /// ShipStation.
  package let stub: ShipStationStub
  /// Strikes at a moment of the running cycle.
  package let lookout: Lookout
  /// What the runner was told that the database did, in order.
  package var acknowledged: [Call] { heard.calls.withLock { $0 } }
  /// How many changes took effect in ShipStation, by order.
  package var effects: [Int64: Int] { applied.count.withLock { $0 } }

  private let proxies: [CallProxy]
  private let heard: Heard
  private let applied: Applied
  private let runner = Mutex<RunningCommand?>(nil)
  private let logged = Mutex("")
  private let versions = Mutex("")

  /// What the runner heard, for proxies that outlive no world.
  private final class Heard: Sendable { let calls = Mutex<[Call]>([]) }
  private final class Applied: Sendable { let count = Mutex<[Int64: Int]>([:]) }

  /// A new shop on a server; the runner reaches it by the sockets in these folders, in this order.
  package init(_ server: ShopServer, hosts: [String]? = nil) throws {
    let (lookout, heard, applied) = (Lookout(), Heard(), Applied())
    (self.lookout, self.heard, self.applied) = (lookout, heard, applied)
    shop = try server.newShop()
    stub = try ShipStationStub()
    let home = server.postgres.folder
    proxies = try (hosts ?? [home]).enumerated().map { place, host in
      try CallProxy(server: host, home: home, name: "proxy-\(place)") { call, stage in
        if stage == .returned && !call.hasFailed { heard.calls.withLock { $0.append(call) } }
        return Moment(call, stage).map(lookout.meet) ?? true
      }
    }
    stub.configure { $0.rateLimit.sendsHeaders = false }
    stub.onRequest { request in
      _ = lookout.meet(.afterSend)
      if request.method == "POST" { _ = lookout.meet(.afterPost) }
    }
    stub.onAnswer { request in
      _ = lookout.meet(.beforeAnswer)
      if request.method == "POST" { _ = lookout.meet(.beforePostAnswer) }
      _ = lookout.meet(.afterAnswer)
    }
    stub.onCreateOrder { order in
      let id = order["orderId"]?.integer ?? 0
      applied.count.withLock { $0[id, default: 0] += 1 }
    }
    try shop.load("Tests/proof/support/scaffold.sql", user: "postgres")
  }

  deinit {
    for proxy in proxies { proxy.stop() }
    stub.stop()
  }

  /// Runs one cycle of the real runner, which may write to ShipStation, to its end; with further
  /// variables.
  package func run(
    _ changes: [String: String] = [:], timeLimit: Duration = .seconds(60)
  ) throws -> Command.Output {
    let environment = shop.environment().merging([
      "PGHOST": proxies.map(\.folder).joined(separator: ","),
      "PGTARGETSESSIONATTRS": proxies.count > 1 ? "read-write" : "any",
      "SHIPSTATION_API_KEY": stub.options.key, "SHIPSTATION_API_SECRET": stub.options.secret,
      "SHIPSTATION_BASE_URL": stub.baseURL, "SHIPSTATION_ALLOW_WRITES": "1",
    ]) { $1 }.merging(changes) { $1 }
    let command = try runner.withLock { runner in
      let command = try Command.start(
        ProductPath.shipkeeper, ["run", "--json"], environment: environment)
      runner = command
      return command
    }
    let output = try command.wait(timeLimit: timeLimit)
    logged.withLock { $0 += output.stderr }
    return output
  }

  /// How often each line was logged, by all cycles.
  package var log: [Substring: Int] {
    logged.withLock { $0 }.split(separator: "\n").reduce(into: [:]) { $0[$1, default: 0] += 1 }
  }

  /// Refuses connections for one of the hosts from now on, as a machine does whose server is gone.
  package func lose(host: Int) { proxies[host].stop() }

  /// Notes which lines ShipStation's orders have now; whether they are others than before.
  func remember(versions text: String) -> Bool {
    versions.withLock { known in
      defer { known = text }
      return known != text
    }
  }

  /// Ends the running runner with SIGKILL; always false: nothing it called goes on.
  package func killRunner() -> Bool {
    runner.withLock { $0?.kill(9) }
    return false
  }

  /// The resident memory of the running runner now, or at its `VmHWM`, its peak; in kilobytes.
  package func kilobytes(_ field: String = "VmRSS") -> Int? {
    guard let pid = runner.withLock({ $0?.pid }),
      let status = try? Command.run("cat", ["/proc/\(pid)/status"]).stdout,
      let line = status.split(separator: "\n").first(where: { $0.hasPrefix(field + ":") })
    else { return nil }
    return line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) }
  }
}
