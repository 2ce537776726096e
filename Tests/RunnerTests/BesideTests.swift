import PrivatePostgres
import ShipStationStub
import Synchronization
import TestSupport
import Testing

/// What somebody at a terminal does while the timer's run is at work.
@Suite("Runner: a check or a scan beside a run")
struct BesideTests {
  let scene: Scene

  init() throws {
    scene = try Scene()
    try scene.fiveGhosts()
  }

  /// Starts a run, and a check while the run's second request is under way; both come to their end.
  private func runAndCheck() throws -> (run: Command.Output, check: Command.Output) {
    let runner = try scene.start("run", "--json")
    try scene.waitUntil("exists (select from shipkeeper.request where request_id = 2)")
    let check = try scene.shipkeeper("check")
    return (try runner.wait(), check)
  }

  @Test("A check sends its one request beside a run, and neither disturbs the other")
  func check() throws {
    scene.stub.configure { $0.latencyMilliseconds = 400 }
    let (run, check) = try runAndCheck()

    #expect(check.status == 0)
    #expect(check.stderr.contains("✅ ShipStation: the API answers and accepts the credentials\n"))
    #expect(run.status == 0)
    #expect(try scene.metrics(of: run, hold: #"{"backfilled": 5, "requests": 5}"#))
    #expect(scene.stub.requests.count == 6)
    #expect(
      try scene.shop.psql(
        """
        select c.started_at < r.ended_at and c.requests = 1
        from shipkeeper_report.cycles as r cross join shipkeeper_report.cycles as c
        where r.kind = 'run' and c.kind = 'check'
        """) == "t", "it did not wait for the run")
  }

  @Test("A 429 for a check stops the run beside it, and nothing is sent before its time is over")
  func limitedCheck() throws {
    scene.stub.configure { $0.latencyMilliseconds = 400 }
    scene.stub.script(.rateLimited(resetSeconds: 40), onPath: "/orders")
    let (run, check) = try runAndCheck()

    #expect(check.stderr.contains("429"))
    #expect(run.status == 0)
    #expect(run.stderr.contains("Another host or a check hit the rate limit (429) - stopping"))
    #expect(try scene.metrics(of: run, hold: #"{"rate_limited": true}"#))
    try expectBlocked()
  }

  @Test("A 429 for a run stops a check that has begun beside it")
  func limitedRun() throws {
    // A check that has begun stands still before it asks for anything, until the gate is opened.
    try scene.shop.psql(
      """
      create function public.stand() returns trigger language plpgsql as
        $$begin perform pg_advisory_xact_lock(17); return null; end$$;
      create trigger stand after insert on shipkeeper.cycle
        for each row when (new.kind = 'check') execute function public.stand()
      """)
    let gate = try scene.gate("select pg_advisory_lock(17)", whenRequest: 1)
    scene.stub.script(.rateLimited(resetSeconds: 40), onRequest: 1)
    let check = Mutex<RunningCommand?>(nil)
    let scene = scene
    scene.stub.onAnswer { [weak scene] request in
      guard request.number == 1, let started = try? scene?.start("check") else { return }
      check.withLock { $0 = started }
      try? scene?.waitUntil(
        "exists (select from pg_locks where locktype = 'advisory' and not granted)")
    }

    #expect(try scene.shipkeeper("run").status == 0)
    try gate.open()
    let checked = try #require(check.withLock { $0 }).wait()

    #expect(checked.stderr.contains("Another host or a check hit the rate limit (429) - stopping"))
    #expect(scene.stub.requests.map(\.status) == [429])
    try expectBlocked()
  }

  @Test("A scan says that it waits for the run, and scans when that has ended")
  func scan() throws {
    scene.stub.configure { $0.latencyMilliseconds = 300 }
    let runner = try scene.start("run", "--json")
    try scene.waitUntil("exists (select from shipkeeper.request where request_id = 2)")
    let scan = try scene.start("scan-duplicates")
    try scene.waitUntil("exists (select from shipkeeper.cycle where kind = 'scan')")
    #expect(scene.stub.requests.count < 5, "the run is at work")
    let run = try runner.wait()
    let scanned = try scan.wait()

    #expect(scanned.status == 0)
    let waits = try Regex(
      #"Another cycle is running \(.+:\d+\) - waits for it, for five minutes at most\n"#)
    #expect(scanned.stderr.contains(waits))
    #expect(scanned.stderr.contains("🔎 Scanned 5 orders: 0 repeat a SKU"))
    #expect(try scene.metrics(of: run, hold: #"{"backfilled": 5, "requests": 5}"#))
    #expect(
      scene.stub.requests.map(\.path) == (1...5).map { "/orders/\($0)" } + ["/orders"],
      "nothing is scanned before the run has ended")
  }

  @Test("A scan waits five minutes and no longer, and says so")
  func scanInVain() throws {
    scene.stub.script(.timeout, onRequest: 2)
    let runner = try scene.start("run")
    try scene.waitUntil("exists (select from shipkeeper.request where request_id = 2)")
    let scan = try scene.start("scan-duplicates")
    try scene.waitUntil("exists (select from shipkeeper.cycle where kind = 'scan')")
    try scene.shop.psql(
      """
      update shipkeeper.cycle set started_at = started_at - interval '5 minutes'
      where kind = 'scan'
      """)
    let scanned = try scan.wait()

    #expect(scanned.status == 75)
    #expect(
      scanned.stderr.contains(
        "⚠️ The other cycle has not ended in five minutes - nothing was scanned"))
    #expect(scene.stub.requests.allSatisfy { $0.path != "/orders" })
    #expect(runner.isRunning, "the run is not disturbed")
    #expect(try runner.wait().status == 0)
    #expect(try scene.shipped == "4")
  }

  private func expectBlocked() throws {
    let sent = scene.stub.requests.count
    #expect(scene.stub.requests.filter { $0.status == 429 }.count == 1)
    for command in ["run", "check"] { #expect(try scene.shipkeeper(command).status == 75) }
    #expect(scene.stub.requests.count == sent)
  }
}
