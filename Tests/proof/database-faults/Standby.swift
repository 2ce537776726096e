import Glibc
import PrivatePostgres
import Synchronization

/// A synchronous standby of a server.
final class Standby: Sendable {
  private let folder: String
  private let data: String
  private let server: RunningCommand
  private let owner: PrivatePostgres
  private let promoted = Mutex(false)

  /// Where the standby of a server lies.
  static func folder(of primary: PrivatePostgres) -> String { "\(primary.folder)/standby" }

  /// Copies the primary and waits until every commit waits for the copy.
  init(of primary: PrivatePostgres) throws {
    owner = primary
    folder = Self.folder(of: primary)
    data = "\(folder)/data"
    try Self.finish(primary.startCommand("rm", ["-rf", folder]))
    try Self.finish(primary.startCommand("mkdir", ["-m", "0700", folder]))
    try Self.finish(
      primary.startCommand(
        "pg_basebackup",
        [
          "-h", primary.folder, "-U", "postgres", "-D", data, "-R", "-X", "stream", "-c", "fast",
          "--no-sync",
        ]))
    try Self.finish(
      primary.startCommand(
        "tee", ["-a", "\(data)/postgresql.auto.conf"],
        input: "unix_socket_directories = '\(folder)'\nhot_standby = on\n"))
    server = try primary.startCommand("postgres", ["-D", data])
    try primary.psql("alter system set synchronous_standby_names = '*'")
    try primary.psql("select pg_reload_conf()")
    for _ in 1...500 {
      if try primary.psql("select sync_state from pg_stat_replication") == "sync" { return }
      usleep(20_000)
    }
    throw Command.Failure(description: "no synchronous standby: \(server.stderr)")
  }

  deinit {
    server.kill(SIGQUIT)
    _ = try? server.wait()
  }

  /// Whether it has been promoted.
  var isPrimary: Bool { promoted.withLock { $0 } }

  /// Lets a primary commit without a standby again.
  static func forget(_ primary: PrivatePostgres) throws {
    try primary.psql("alter system reset synchronous_standby_names")
    try primary.psql("select pg_reload_conf()")
  }

  /// Makes it a primary that waits for nobody.
  func promote() throws {
    try Self.finish(owner.startCommand("pg_ctl", ["promote", "-w", "-D", data]))
    promoted.withLock { $0 = true }
    try psql("alter system reset synchronous_standby_names")
    try psql("select pg_reload_conf()")
  }

  /// Lets who looks for the primary find this one.
  func takeAddress(of primary: PrivatePostgres) throws {
    let address = "/.s.PGSQL.5432"
    unlink(primary.folder + address)
    guard symlink(folder + address, primary.folder + address) == 0 else {
      throw Command.Failure(description: "no link to the standby")
    }
  }

  private func psql(_ sql: String) throws {
    try Command.output(
      of: "\(owner.binaries)/psql", ["-XAtqc", sql],
      environment: ["PGHOST": folder, "PGUSER": "postgres", "PGDATABASE": "postgres"])
  }

  private static func finish(_ command: RunningCommand) throws {
    let output = try command.wait()
    guard output.status == 0 else { throw Command.Failure(description: output.stderr) }
  }
}
