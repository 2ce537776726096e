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
  static func database(_ sqlState: String?, _ message: String, isConnectionBad: Bool) -> Fault {
    let cause = sqlState.map { "\(message) (SQLSTATE \($0))" } ?? message
    let state = sqlState ?? "08000"
    // Shut down (57P) or a standby now (25006), where libpq sees no fault: another host may serve.
    let isLost = isConnectionBad || ["08", "57P", "25006"].contains { state.hasPrefix($0) }
    switch state {
    case "42883", "3F000":
      let copy = "as in a copy of schema public alone, or not whole: run `migrations/migrate up`"
      return configuration("Shipkeeper is not installed here, \(copy), which says more: \(cause)")
    case "28000", "28P01": return configuration("Mend PGUSER, PGPASSWORD or PGPASSFILE: \(cause)")
    case "3D000": return configuration("Mend PGDATABASE: \(cause)")
    case "42501":
      let copy = "in a copy without its privileges run `migrations/migrate up --replace-changed`"
      return configuration("Grant the role shipkeeper_runner to the login; \(copy): \(cause)")
    // A deadlock, exhausted resources, a lock held for long, an operator's hand, a failing disk.
    case _ where isLost || ["40", "53", "55", "57", "58"].contains(state.prefix(2)):
      let sentence = "❌ Database not available: \(cause)"
      return Fault(exitCode: EX_UNAVAILABLE, sentence: sentence, isConnectionLost: isLost)
    default:
      return Fault(exitCode: EX_SOFTWARE, sentence: "🚨 A database function failed: \(cause)")
    }
  }
}
