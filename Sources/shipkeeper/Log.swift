import Glibc

/// Writes one line per event to standard error.
struct Log {
  private static let priorities = ["critical": 2, "error": 3, "warning": 4, "info": 6]
  private let isForJournal = getenv("JOURNAL_STREAM") != nil && isatty(STDERR_FILENO) == 0

  /// Writes an event of a level as the database names it: critical, error, warning or info.
  func write(_ level: String, _ message: String) {
    let prefix = isForJournal ? "<\(Self.priorities[level, default: 3])>" : ""
    // A control character could forge a second line or steer a terminal.
    let scalars = message.unicodeScalars.map {
      $0.properties.generalCategory == .control ? " " : $0
    }
    let line = Array("\(prefix)\(String.UnicodeScalarView(scalars))\n".utf8)
    // One system call a line: the lines of two processes do not mix.
    _ = Glibc.write(STDERR_FILENO, line, line.count)
  }
}
