import PrivatePostgres
import ShipStationStub
import Synchronization
import TestSupport

/// A lock in the database that another session holds until the gate is opened.
final class Gate: Sendable {
  private let shop: TestShop
  private let holder = Mutex<RunningCommand?>(nil)

  fileprivate init(shop: TestShop) { self.shop = shop }

  fileprivate func close(_ session: RunningCommand) { holder.withLock { $0 = session } }

  /// Ends the session, and with it the lock: the server would not notice a client that is gone.
  func open() throws {
    try shop.psql(
      """
      select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'gate' and datname = current_database()
      """)
    try holder.withLock { session in
      _ = try session?.wait()
      session = nil
    }
  }
}

extension Scene {
  /// Takes a lock when the nth request arrives, before it is answered: a table's name locks it, a
  /// query takes its row locks.
  func gate(_ lock: String, whenRequest number: Int) throws -> Gate {
    let gate = Gate(shop: shop)
    let shop = shop
    let statement = lock.hasPrefix("select") ? lock : "lock table \(lock)"
    stub.onRequest { request in
      guard request.number == number else { return }
      let session = try? Command.start(
        "psql",
        [
          "-XAtqc",
          "begin; \(statement); set application_name = 'gate'; select pg_sleep(30); rollback;",
        ],
        environment: shop.environment(user: "postgres"))
      guard let session else { return }
      gate.close(session)
      for _ in 0..<200 {
        let held = try? shop.psql(
          "select count(*) from pg_stat_activity where application_name = 'gate' and datname = current_database()"
        )
        if held == "1" { return }
        usleepMilliseconds(10)
      }
    }
    return gate
  }
}
