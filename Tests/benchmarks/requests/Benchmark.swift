import PrivatePostgres
import TestSupport

/// The tables, one after another.
struct Benchmark {
  let runs: Int
  let server: ShopServer
  var report = Report()

  /// Commits reach the disk: locks are held until they have.
  init(runs: Int) throws {
    self.runs = runs
    server = try ShopServer(settings: CallLog.settings.merging(["fsync": "on"]) { $1 })
  }

  // MARK: Requests

  static let singly = "sync_mode = 'off', list_saves_at_least = 1000000"
  static let listed = "sync_mode = 'off'"

  /// Requests and time until all ghosts are healed, at 40 requests a minute.
  mutating func heal() throws {
    var rows: [[String]] = []
    for (count, days) in [(40, 2), (40, 60), (1000, 60), (5000, 60)] {
      let name = "\(count) ghosts of \(days) days"
      // One GET a ghost, whatever its status: few of them in real time.
      let few = Account.Ghosts(count: count, days: days)
      rows.append(
        try heal(few, days == 2 ? .real : .simulated, Self.singly, "\(name), one GET each").row)
      for haveShipped in [false, true] {
        let ghosts = Account.Ghosts(count: count, days: days, haveShipped: haveShipped)
        let title = "\(name), \(haveShipped ? "all shipped meanwhile" : "statuses true")"
        let most = try heal(ghosts, .real, Self.listed, title, runs: days == 2 ? runs : 1)
        rows.append(most.row)
        switch (count, days) {
        case (40, 2):
          report.goal("wall time, \(title), 250 ms an answer", most.seconds, below: 2, unit: " s")
        case (40, 60): report.goal("requests, \(title)", most.requests, atMost: 24)
        case (5000, 60): report.goal("requests, \(title)", most.requests, atMost: 40)
        default: break
        }
      }
    }
    let title = "1000 ghosts of 60 days, statuses true, sync on (heal_only, its first run)"
    let ghosts = Account.Ghosts(count: 1000, days: 60)
    rows.append(try heal(ghosts, .real, "sync_mode = 'heal_only'", title).row)
    report.table(
      "Healing all ghosts at 40 requests a minute, 8 of them reserved, 250 ms an answer:",
      ["ghosts", "requests", "of them lists", "cycles", "seconds", "time", "peak memory MB"], rows)
  }

  private mutating func heal(
    _ ghosts: Account.Ghosts, _ clock: Healing.Clock, _ settings: String, _ title: String,
    runs: Int = 1
  ) throws -> (row: [String], seconds: Double, requests: Double) {
    let healings = try (0..<runs).map { _ in
      try Healing(try Account(server, ghosts), clock, settings: settings)
    }
    for healing in healings {
      report.count(megabytes: healing.megabytes, refusals: healing.refusals)
    }
    let seconds = healings.map(\.seconds)
    let requests = healings.map { Double($0.requests) }.max() ?? 0
    let row = [
      title, text(requests, 0), String(healings.map(\.lists).max() ?? 0),
      String(healings.map(\.cycles).max() ?? 0),
      runs > 1 ? spread(seconds, 2) : text(seconds[0], 1),
      clock == .real ? "real" : "simulated", text(healings.map(\.megabytes).max() ?? 0, 1),
    ]
    return (row, median(seconds), requests)
  }

  // MARK: Nothing to do

  mutating func idle() throws {
    var rows: [[String]] = []
    for mode in ["heal_only", "full"] {
      let idle = try Idle(server, mode: mode, runs: runs * 4)
      for run in idle.runs { report.count(megabytes: run.megabytes, refusals: 0) }
      report.count(megabytes: 0, refusals: idle.refusals)
      let ours = idle.secondsOfOurs.map { $0 * 1000 }
      rows.append([mode, String(idle.requests), spread(ours, 0)])
      report.goal("requests, nothing to do, \(mode)", Double(idle.requests), atMost: 1)
      report.goal(
        "time besides the API's latency, nothing to do, \(mode)", median(ours), below: 150,
        unit: " ms")
    }
    report.table(
      "A cycle with nothing to do, sync on, 12,000 orders here:",
      ["mode", "requests", "ms besides the API's 250"], rows)
  }

  // MARK: Pages

  /// How long a page takes, and where.
  mutating func pages() throws {
    let shops = try (0..<runs).map { _ in try Pages(server).measure(probed: false) }
    count(shops)
    var rows: [[String]] = []
    for kind in Pages.Kind.allCases {
      let samples = shops.compactMap { $0[kind] }
      rows.append(Self.times(kind, samples))
      report.goal(
        "page of 500, \(kind.rawValue)", median(samples.map(\.seconds)), below: 1, unit: " s")
    }
    report.table(
      "A page of 500 orders, from its answer to the next request or the end of the runner; medians:",
      [
        "page", "seconds", "accepting ms", "reading ms", "calls for orders", "their ms",
        "ms a call", "rest ms", "processor ms",
      ], rows)
  }

  /// How long a page locks the shop's headers.
  mutating func locks() throws {
    let alone = try (0..<runs).map { _ in try Pages(server).measureProbeAlone() }
    let shops = try (0..<runs).map { _ in try Pages(server).measure(probed: true) }
    count(shops)
    report.table(
      "How long the shop's headers are locked, beside a session that updates those of the page without pause; maxima:",
      [
        "page", "longest call that writes ms", "most processor ms of one", "updates",
        "longest update ms", "longest wait for a lock ms", "requests",
      ],
      [Self.locks("no runner", alone)]
        + Pages.Kind.allCases.map { kind in Self.locks(kind, shops.compactMap { $0[kind] }) })
    let calls = shops.flatMap(\.values).map(\.calls)
    report.goal(
      "longest call that writes to the shop", calls.map(\.longestWriting).max() ?? 0, atMost: 50,
      unit: " ms")
    report.goal(
      "longest wait of another session for a lock", calls.map(\.longestLockWait).max() ?? 0,
      atMost: 50, unit: " ms")
  }

  private mutating func count(_ shops: [[Pages.Kind: Pages.Sample]]) {
    for sample in shops.flatMap(\.values) {
      report.count(megabytes: sample.megabytes, refusals: sample.refusals)
    }
  }

  private static func times(_ kind: Pages.Kind, _ samples: [Pages.Sample]) -> [String] {
    let calls = samples.map(\.calls)
    let rest = samples.map { $0.seconds * 1000 - $0.calls.accept - $0.calls.layOut - $0.calls.work }
    let work = median(calls.map(\.work))
    let batches = median(calls.map { Double($0.batches) })
    return [
      kind.rawValue, spread(samples.map(\.seconds), 2), text(median(calls.map(\.accept)), 0),
      text(median(calls.map(\.layOut)), 0), text(batches, 0), text(work, 0),
      text(work / max(batches, 1), 1), text(median(rest), 0),
      text(median(calls.map(\.processor)), 0),
    ]
  }

  private static func locks(_ kind: Pages.Kind, _ samples: [Pages.Sample]) -> [String] {
    let probes = samples.compactMap(\.probe)
    return [
      kind.rawValue, text(samples.map(\.calls.longestWriting).max() ?? 0, 0),
      text(samples.map(\.calls.mostWritingProcessor).max() ?? 0, 0),
      String(probes.map(\.updates).reduce(0, +)),
      text(probes.map(\.longestMilliseconds).max() ?? 0, 0),
      text(samples.map(\.calls.longestLockWait).max() ?? 0, 0),
      String(samples.map(\.requests).max() ?? 0),
    ]
  }

  private static func locks(_ name: String, _ probes: [Probe.Figures]) -> [String] {
    [
      name, "", "", String(probes.map(\.updates).reduce(0, +)),
      text(probes.map(\.longestMilliseconds).max() ?? 0, 0), "", "",
    ]
  }

  /// Where the time of each page goes, function by function; the profiler slows it down.
  func profile() throws {
    let samples = try Pages(server, isProfiled: true).measure(probed: false)
    for kind in Pages.Kind.allCases {
      guard let sample = samples[kind] else { continue }
      report.table(
        "Functions of a page, \(kind.rawValue) (\(text(sample.seconds, 2)) s, profiled):",
        ["function", "calls", "own ms", "whole ms"], sample.functions)
    }
  }
}
