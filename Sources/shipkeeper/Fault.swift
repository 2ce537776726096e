import Glibc

/// An error that ends the process with an exit code and a sentence a person can act on.
struct Fault: Error {
  /// The exit code, one of sysexits.h.
  let exitCode: Int32
  /// What is wrong and what to do; never holds a credential or data of an order.
  let sentence: String
  /// Whether a new database connection may help.
  var isConnectionLost = false

  /// A setting that a person has to change.
  static func configuration(_ sentence: String) -> Fault {
    Fault(exitCode: EX_CONFIG, sentence: "❌ " + sentence)
  }

  /// An answer of the database that the protocol does not know.
  static func notUnderstood(_ what: String) -> Fault {
    Fault(exitCode: EX_SOFTWARE, sentence: "🚨 The database gave \(what): this is a bug")
  }

  /// A failed call; no SQLSTATE means that the server did not answer.
  static func database(_ sqlState: String?, _ message: String, isConnectionLost: Bool) -> Fault {
    let cause = sqlState.map { "\(message) (SQLSTATE \($0))" } ?? message
    switch sqlState ?? "08000" {
    case "42883", "3F000":
      return configuration("Functions are missing, run `migrations/migrate up`: \(cause)")
    case "42501":
      return configuration("Grant the role shipkeeper_runner to the database login: \(cause)")
    // Lost connection, exhausted resources, operator's intervention, failing disk.
    case let state where isConnectionLost || ["08", "53", "57", "58"].contains(state.prefix(2)):
      return Fault(
        exitCode: EX_UNAVAILABLE, sentence: "❌ Database not available: \(cause)",
        isConnectionLost: isConnectionLost)
    default:
      return Fault(exitCode: EX_SOFTWARE, sentence: "🚨 A database function failed: \(cause)")
    }
  }
}
