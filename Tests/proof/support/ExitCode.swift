package import PrivatePostgres

/// The exit codes that the runner's `--help` tells of.
package enum ExitCode {
  /// What a run ended with that it may not end with, unless it was killed.
  package static func problems(of run: Command.Output) -> [String] {
    switch run.status {
    case 0, 69, 75, 77, 78, 128 + 9: []
    default: ["exit code \(run.status): \(run.stderr.suffix(300))"]
    }
  }
}
