import PrivatePostgres

/// One run of the real runner, as its operating system accounts for it.
public struct TimedRun: Sendable {
  /// From starting the process to its end.
  public let seconds: Double
  /// Peak of its resident memory, in MiB.
  public let megabytes: Double
  /// When it had ended.
  public let end: ContinuousClock.Instant

  /// Runs `shipkeeper run` under `/usr/bin/time -v`; a run that fails is thrown.
  public init(
    _ arguments: [String] = [], environment: [String: String], timeLimit: Duration = .seconds(60)
  ) throws {
    let clock = ContinuousClock()
    let start = clock.now
    let run = try Command.run(
      "/usr/bin/time", ["-v", ProductPath.shipkeeper, "run"] + arguments, environment: environment,
      timeLimit: timeLimit)
    end = clock.now
    seconds = (end - start) / .seconds(1)
    guard run.status == 0 else { throw Command.Failure(description: run.stderr) }
    let label = "Maximum resident set size (kbytes): "
    guard let line = run.stderr.split(separator: "\n").first(where: { $0.contains(label) }),
      let kilobytes = line.split(separator: " ").last.flatMap({ Double($0) })
    else { throw Command.Failure(description: "no figures of /usr/bin/time: \(run.stderr)") }
    megabytes = kilobytes / 1024
  }
}
