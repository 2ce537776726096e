import PrivatePostgres

/// One run of the real runner, or of another program, as its operating system accounts for it.
public struct TimedRun: Sendable {
  /// From starting the process to its end.
  public let seconds: Double
  /// Peak of its resident memory, in MiB.
  public let megabytes: Double
  /// Its processor time, user's and system's.
  public let processorSeconds: Double
  /// When it had ended.
  public let end: ContinuousClock.Instant

  /// Runs `shipkeeper run` under `/usr/bin/time -v`; a run that fails is thrown.
  public init(
    _ arguments: [String] = [], environment: [String: String], timeLimit: Duration = .seconds(60)
  ) throws {
    try self.init(
      of: [ProductPath.shipkeeper, "run"] + arguments, environment: environment,
      timeLimit: timeLimit)
  }

  /// Runs a program under `/usr/bin/time -v`; a run that fails is thrown.
  public init(of command: [String], environment: [String: String], timeLimit: Duration) throws {
    let clock = ContinuousClock()
    let start = clock.now
    let run = try Command.run(
      "/usr/bin/time", ["-v"] + command, environment: environment, timeLimit: timeLimit)
    end = clock.now
    seconds = (end - start) / .seconds(1)
    guard run.status == 0 else { throw Command.Failure(description: run.stderr) }
    func figure(_ label: String) throws -> Double {
      guard let line = run.stderr.split(separator: "\n").first(where: { $0.contains(label) }),
        let figure = line.split(separator: " ").last.flatMap({ Double($0) })
      else { throw Command.Failure(description: "no \(label)of /usr/bin/time: \(run.stderr)") }
      return figure
    }
    megabytes = try figure("Maximum resident set size (kbytes): ") / 1024
    processorSeconds =
      try figure("User time (seconds): ") + figure("System time (seconds): ")
  }
}
