import PrivatePostgres
import ShipStationStub
import Synchronization
import TestSupport

/// What one would write first, in Python: a ghost after the other, one GET and one transaction each.
struct Obvious {
  let requests: Int
  let refusals: Int
  let run: TimedRun
  /// Time until it ended, by the stub's clock.
  let seconds: Double

  /// Heals an account. Each answer moves the stub's clock 250 ms; a 429, to the window's end.
  init(_ account: Account) throws {
    let stub = account.stub
    let window = Mutex<Int64?>(nil)
    stub.onAnswer { [unowned stub] request in
      let now = stub.clockMilliseconds
      let wait = window.withLock { start in
        defer { start = request.status == 429 ? nil : start ?? now }
        return request.status == 429 ? max(0, (start ?? now) + 60_000 - now) : 0
      }
      stub.advanceClock(by: Healing.latency + .milliseconds(wait))
    }
    defer { stub.onAnswer(nil) }
    let start = stub.clockMilliseconds
    run = try TimedRun(
      of: [
        "\(ProductPath.repository)/Tests/.venv/bin/python",
        "\(ProductPath.repository)/Tests/proof/obvious-program/heal.py",
      ],
      environment: account.environment.merging([
        "PGUSER": "shop_program", "OBVIOUS_WAITS": "0",
      ]) { $1 }, timeLimit: .seconds(900))
    seconds = Double(stub.clockMilliseconds - start) / 1000
    refusals = stub.requests.count { $0.status == 429 }
    requests = stub.requests.count - refusals
    try Healing.expectHealed(account)
  }
}

/// Processor time of a server: its first process, those that have ended, and those that run.
struct ServerTime {
  let seconds: Double

  init(_ postgres: PrivatePostgres) throws {
    let first = try Command.output(
      of: "head", ["-n", "1", "\(postgres.folder)/data/postmaster.pid"]
    )
    .filter { $0 != "\n" }
    let all = try Command.output(of: "sh", ["-c", "cat /proc/[0-9]*/stat 2>/dev/null || true"])
    var ticks = 0
    for line in all.split(separator: "\n") {
      // "pid (name) state ppid ... utime stime cutime cstime ..."; the name may hold blanks.
      guard let close = line.lastIndex(of: ")") else { continue }
      let fields = line[close...].dropFirst(2).split(separator: " ")
      guard fields.count > 14 else { continue }
      let times = fields[11...14].compactMap { Int($0) }
      if line.hasPrefix("\(first) ") {
        ticks += times.reduce(0, +)
      } else if fields[1] == first {
        ticks += times[0] + times[1]
      }
    }
    seconds = Double(ticks) / 100
  }
}

extension Benchmark {
  /// Shipkeeper beside the obvious program, for so many ghosts.
  func obvious(_ counts: [Int]) throws {
    // Warm: what both need is in memory before anything is measured.
    let few = Account.Ghosts(count: 40, days: 60)
    _ = try Obvious(try Account(server, few))
    _ = try Healing(try Account(server, few), .simulated, settings: Self.listed)
    var rows: [[String]] = []
    for count in counts {
      let ghosts = Account.Ghosts(count: count, days: 60)
      let theirs = try row("\(count), the obvious program", ghosts, beside: nil) {
        let obvious = try Obvious($0)
        return Figures(
          requests: obvious.requests, refusals: obvious.refusals, runs: 1, seconds: obvious.seconds,
          real: obvious.run.seconds, processor: obvious.run.processorSeconds,
          megabytes: obvious.run.megabytes)
      }
      rows.append(theirs.row)
      for (name, settings) in [
        ("one GET a ghost", Self.singly), ("with lists", Self.listed),
        ("as installed, with the sync", "sync_mode = 'heal_only'"),
      ] {
        rows.append(
          try row("\(count), Shipkeeper, \(name)", ghosts, beside: theirs.figures) {
            let healing = try Healing($0, .simulated, settings: settings)
            return Figures(
              requests: healing.requests - healing.refusals, refusals: healing.refusals,
              runs: healing.cycles, seconds: healing.seconds, real: healing.realSeconds,
              processor: healing.processorSeconds, megabytes: healing.megabytes)
          }.row)
      }
    }
    Report().table(
      "Shipkeeper beside the obvious program; in brackets, the other one's figure as a multiple:",
      [
        "ghosts, program", "requests", "refused (429)", "runs", "time s", "real s",
        "its processor s", "the server's", "peak memory MB",
      ], rows)
  }

  private struct Figures {
    var requests: Int
    var refusals: Int
    var runs: Int
    var seconds: Double
    var real: Double
    var processor: Double
    var megabytes: Double
    var server = 0.0
  }

  private func row(
    _ title: String, _ ghosts: Account.Ghosts, beside other: Figures?,
    _ heal: (Account) throws -> Figures
  ) throws -> (row: [String], figures: Figures) {
    let account = try Account(server, ghosts)
    let before = try ServerTime(server.postgres).seconds
    var figures = try heal(account)
    figures.server = try ServerTime(server.postgres).seconds - before
    func cell(_ path: KeyPath<Figures, Double>, _ digits: Int) -> String {
      let own = text(figures[keyPath: path], digits)
      guard let other else { return own }
      return "\(own) (\(text(other[keyPath: path] / max(figures[keyPath: path], 0.001), 1)))"
    }
    let requests = other.map { " (\(text(Double($0.requests) / Double(figures.requests), 1)))" }
    return (
      [
        title, "\(figures.requests)\(requests ?? "")", String(figures.refusals),
        String(figures.runs), cell(\.seconds, 1), cell(\.real, 2), cell(\.processor, 2),
        cell(\.server, 2), cell(\.megabytes, 1),
      ], figures
    )
  }
}
