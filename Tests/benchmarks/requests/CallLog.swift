import PrivatePostgres
import TestSupport

/// What the server logged of the runner's calls during its last cycle.
///
/// Durations are the server's: a call without its commit. They are whole only after ``prepare(_:)``.
struct CallLog {
  /// Settings of a server whose log can be read.
  static let settings = [
    "logging_collector": "on", "log_destination": "csvlog", "log_filename": "server",
    "log_rotation_size": "0", "log_lock_waits": "on",
  ]

  /// Handing the answer over, in milliseconds.
  let accept: Double
  /// The call after it, which reads the page and lays its orders out.
  let layOut: Double
  /// How many calls worked on orders.
  let batches: Int
  /// What they took together.
  let work: Double
  /// The longest call that wrote to the shop; zero: none did.
  let longestWriting: Double
  /// The most that one of those used of the processor: what it would take on a quiet machine.
  let mostWritingProcessor: Double
  /// The longest wait of the probe for a lock, above a millisecond.
  let longestLockWait: Double
  /// What the server's process used of the processor from the answer on, in milliseconds: other
  /// programs of the machine lengthen it little.
  let processor: Double

  /// Makes the server log every call of the runner, and waits of the probe for locks from 1 ms on.
  static func prepare(_ shop: TestShop) throws {
    try shop.psql(
      """
      alter role shop_runner in database \(shop.database) set log_min_duration_statement = 0;
      alter role shop_runner in database \(shop.database) set log_statement_stats = on;
      alter role shop_program in database \(shop.database) set deadlock_timeout = '1ms';
      """)
  }

  init(_ shop: TestShop) throws {
    let text = try shop.psql("", arguments: ["-f", ProductPath.repository + "/" + Self.file])
    let figures = text.split(separator: "|").compactMap { Double($0) }
    guard figures.count == 8 else { throw Command.Failure(description: "no figures: \(text)") }
    (accept, layOut, batches) = (figures[0], figures[1], Int(figures[2]))
    (work, longestWriting, mostWritingProcessor) = (figures[3], figures[4], figures[5])
    (longestLockWait, processor) = (figures[6], figures[7])
  }

  private static let file = "Tests/benchmarks/requests/calls.sql"
}
