import Glibc

/// Standard output, unbuffered: what the demo says and what its programs print come in order.
enum Console {
  private static let isTerminal = isatty(STDOUT_FILENO) == 1

  /// Writes a line.
  static func say(_ text: String) {
    var rest = Array((text + "\n").utf8)[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
      guard written > 0 else { return }
      rest = rest.dropFirst(written)
    }
  }

  /// Starts a part of the demo.
  static func heading(_ text: String) {
    say(isTerminal ? "\n\u{1B}[1m\(text)\u{1B}[0m\n" : "\n\(text)\n")
  }

  /// Shows a command as a person would type it.
  static func command(_ text: String) {
    say("  $ \(text)")
  }

  /// Writes what a program said, set off from the demo's own words.
  static func quote(_ text: String) {
    for line in text.split(separator: "\n") { say("    \(line)") }
  }
}
