import Glibc

/// Carries out one cycle: asks, sends, hands back.
struct Runner {
  /// What the cycle is for, as begin_cycle names it: run, check or scan.
  let kind: String
  /// The kinds of work wanted, with commas between; nil means all.
  var only: String?
  /// How many orders a scan reads.
  var orders: Int?
  /// Whether the metrics go to standard output.
  var printsMetrics = false

  private let termination = Termination()
  private let log = Log()

  /// Does one cycle and gives the exit code that its outcome means.
  func cycle() throws -> Int32 {
    let configuration = try Configuration()
    if kind == "check" { log.write("info", "✅ Settings: \(configuration.origin.url)") }
    let database = try Postgres(log)
    if kind == "check" { log.write("info", "✅ Database: \(database.summary)") }
    let start = try database.beginCycle(worker, self, configuration)
    let outcome = try start.required("outcome")
    guard outcome == "started" else { return try exitCode(outcome) }
    let cycle = try start.required("cycle")
    do {
      try work(on: cycle, database, configuration)
    } catch let fault as Fault where !fault.isConnectionLost {
      // Closed all the same: the next run need not wait until the lease expires.
      _ = try? database.finishCycle(cycle, "failed")
      throw fault
    }
    let end = try database.finishCycle(cycle, termination.isRequested ? "stopped" : nil)
    if printsMetrics { print(try end.required("metrics")) }
    return try exitCode(end.required("outcome"))
  }

  private func work(on cycle: String, _ database: Postgres, _ settings: Configuration) throws {
    let client = HTTPClient(settings)
    while !termination.isRequested {
      // ContinuousClock counts suspension too: a step from before the machine slept is late.
      let asked = ContinuousClock.now
      let step = try database.nextStep(cycle)
      switch try step.required("kind") {
      case "wait": termination.wait(try step.duration("seconds"))
      case "send":
        let request = try Request(step)
        let refusal = refusal(of: request, asked, settings)
        let answer = refusal.map { Answer(error: $0) } ?? client.send(request)
        let verdict = try database.acceptResponse(request, answer)
        // Both sides hold the stop rule: after a 429 nothing leaves, whatever the database asks.
        if answer.status == 429 || verdict.text("stop") == "true" { return }
      case "done": return
      case let kind: throw Fault.notUnderstood("an unknown kind of step, \(kind)")
      }
    }
  }

  private func refusal(
    of request: Request, _ asked: ContinuousClock.Instant, _ settings: Configuration
  ) -> Answer.Failure? {
    if !request.isKnown { return .notSentRefused }
    if request.method != "GET" && !settings.allowsWrites { return .notSentWritesOff }
    if termination.isRequested { return .notSentStopping }
    return ContinuousClock.now - asked > request.sendWithin ? .notSentLate : nil
  }

  private func exitCode(_ outcome: String) throws -> Int32 {
    switch outcome {
    case "done", "incomplete", "rate_limited": 0
    case "busy", "blocked", "paused", "lease_lost": EX_TEMPFAIL
    case "api_unavailable", "no_progress": EX_UNAVAILABLE
    case "credentials_refused": EX_NOPERM
    case "incompatible", "refused", "failed": EX_CONFIG
    default: throw Fault.notUnderstood("an unknown outcome, \(outcome)")
    }
  }

  // Tells hosts and processes apart in the lease.
  private var worker: String {
    var name = utsname()
    uname(&name)
    let host = withUnsafeBytes(of: name.nodename) { $0.prefix { $0 != 0 }.map(\.self) }
    return "\(String(decoding: host, as: UTF8.self)):\(getpid())"
  }
}
