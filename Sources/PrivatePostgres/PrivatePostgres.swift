import Glibc
import Synchronization

/// A PostgreSQL server of one's own, in a folder that is removed with it.
///
/// It listens on a socket in a folder that only its user may enter, never on the network; therefore
/// every role may log in without a password. Run by root, the server belongs to the user `postgres`.
/// It never outlives this process, not even when this process is killed.
public final class PrivatePostgres: Sendable {
  /// The folder of the data and the socket.
  public let folder: String
  /// Where `postgres`, `psql`, `pg_dump` and the others of the same version lie.
  public let binaries: String

  private let guardian: Guardian
  private let server = Mutex<RunningCommand?>(nil)
  private var data: String { "\(folder)/data" }

  /// Makes a cluster and starts its server.
  ///
  /// The newest version of `/usr/lib/postgresql` is taken, unless SHIPKEEPER_TEST_PGBIN names a
  /// folder of binaries. The settings go to `postgresql.conf`: `["work_mem": "64MB"]`.
  public init(settings: [String: String] = [:]) throws {
    let binaries = try PrivatePostgres.findBinaries()
    let folder = try PrivatePostgres.makeFolder()
    self.binaries = binaries
    self.folder = folder
    do {
      guardian = try Guardian(
        folder: folder, binaries: binaries, prefix: PrivatePostgres.asServerUser)
    } catch {
      rmdir(folder)
      throw error
    }
    do {
      try command(
        "initdb",
        [
          "--pgdata=\(data)", "--username=postgres", "--auth-local=trust",
          "--auth-host=reject", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync",
        ])
      let configuration = PrivatePostgres.defaults
        .merging(["unix_socket_directories": folder]) { $1 }.merging(settings) { $1 }
      try command("tee", ["-a", "\(data)/postgresql.conf"], input: text(of: configuration))
      try start()
    } catch {
      guardian.release()
      throw error
    }
  }

  deinit {
    guardian.release()
  }

  /// Stops the server and removes its folder.
  public func remove() {
    guardian.release()
  }

  /// What the server wrote to its log since it was last started.
  public var log: String {
    server.withLock { $0?.stderr ?? "" }
  }

  /// Starts the server after ``stop()`` or ``kill()`` and waits until it takes connections.
  public func start() throws {
    try server.withLock { server in
      let clock = ContinuousClock()
      let end = clock.now + .seconds(20)
      var running = try startCommand("postgres", ["-D", data])
      while clock.now < end {
        if (try? psql("select;")) != nil {
          server = running
          return
        }
        if !running.isRunning {
          // Processes of a killed server need a moment to notice: until then it cannot start.
          guard running.stderr.contains("shared memory block") else { break }
          running = try startCommand("postgres", ["-D", data])
        }
        usleep(10_000)
      }
      throw Command.Failure(description: "the server does not start: \(running.stderr)")
    }
  }

  /// Stops the server at once, as after a crash: connections are cut, nothing is written back.
  public func stop() throws {
    try end(by: SIGQUIT)
  }

  /// Kills the server's first process, as the kernel does when memory ends.
  public func kill() throws {
    try end(by: SIGKILL)
  }

  private func end(by signal: Int32) throws {
    try server.withLock { server in
      server?.kill(signal)
      _ = try server?.wait()
    }
  }

  // MARK: Databases and roles

  /// The variables by which a program reaches a database of this server.
  public func environment(database: String, user: String = "postgres") -> [String: String] {
    ["PGHOST": folder, "PGPORT": "5432", "PGDATABASE": database, "PGUSER": user]
  }

  /// Runs SQL, statement by statement, and returns the rows: one a line, columns separated by `|`.
  ///
  /// The first error ends it and is thrown with the server's message.
  @discardableResult
  public func psql(
    _ sql: String, database: String = "postgres", user: String = "postgres",
    arguments: [String] = [], timeLimit: Duration = .seconds(60)
  ) throws -> String {
    let output = try Command.run(
      "\(binaries)/psql", ["-XAtq", "-v", "ON_ERROR_STOP=1"] + arguments,
      environment: environment(database: database, user: user), input: sql, timeLimit: timeLimit)
    guard output.status == 0 else { throw Command.Failure(description: output.stderr) }
    return String(output.stdout.reversed().drop(while: \.isNewline).reversed())
  }

  /// Makes a database, empty or as a copy of another one to which nobody is connected.
  public func createDatabase(
    _ name: String, template: String = "template0", owner: String = "postgres"
  ) throws {
    try psql(
      """
      create database \(quoted(name)) template \(quoted(template)) owner \(quoted(owner));
      """)
  }

  /// Removes a database and cuts the connections to it.
  public func dropDatabase(_ name: String) throws {
    try psql("drop database if exists \(quoted(name)) with (force);")
  }

  /// Makes a role that may log in and is no superuser, a member of the given roles.
  public func createLogin(_ name: String, memberOf groups: [String] = []) throws {
    let membership = groups.isEmpty ? "" : " in role " + groups.map(quoted).joined(separator: ", ")
    try psql("create role \(quoted(name)) login\(membership);")
  }

  private func quoted(_ name: String) -> String {
    "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
      + "\""
  }

  // MARK: The server's own programs

  /// Nothing here is worth a write to the disk; times are the same on every machine.
  private static let defaults = [
    "listen_addresses": "", "port": "5432", "fsync": "off", "full_page_writes": "off",
    "max_connections": "200", "shared_buffers": "64MB", "max_wal_size": "4GB",
    "timezone": "UTC", "log_timezone": "UTC", "lc_messages": "C", "log_min_messages": "warning",
  ]

  private func text(of configuration: [String: String]) -> String {
    configuration.sorted { $0.key < $1.key }.map { name, value in
      let doubled = value.split(separator: "'", omittingEmptySubsequences: false)
        .joined(separator: "''")
      return "\(name) = '\(doubled)'\n"
    }.joined()
  }

  /// Runs a program as the user who owns the server.
  private func command(_ program: String, _ arguments: [String], input: String = "") throws {
    let result = try startCommand(program, arguments, input: input).wait()
    guard result.status == 0 else {
      throw Command.Failure(description: "\(program): \(result.stdout)\(result.stderr)")
    }
  }

  /// Starts a program as the user who owns the server: one of the same version, where there is one.
  public func startCommand(
    _ program: String, _ arguments: [String], input: String = ""
  ) throws -> RunningCommand {
    let own = "\(binaries)/\(program)"
    let command = PrivatePostgres.asServerUser + [access(own, X_OK) == 0 ? own : program]
    return try Command.start(
      command[0], command.dropFirst() + arguments, input: input, folder: folder)
  }

  /// PostgreSQL refuses to run as root.
  private static var asServerUser: [String] {
    geteuid() == 0
      ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--"] : []
  }

  private static func makeFolder() throws -> String {
    var template = Array("/tmp/shipkeeper-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw Command.Failure(description: "no folder in /tmp: \(String(cString: strerror(errno)))")
    }
    let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    if geteuid() == 0 {
      do {
        try Command.output(of: "chown", ["postgres:postgres", folder])
      } catch {
        rmdir(folder)
        throw error
      }
    }
    return folder
  }

  private static func findBinaries() throws -> String {
    if let given = getenv("SHIPKEEPER_TEST_PGBIN") { return String(cString: given) }
    let root = "/usr/lib/postgresql"
    for version in (10...99).reversed() where access("\(root)/\(version)/bin/initdb", X_OK) == 0 {
      return "\(root)/\(version)/bin"
    }
    throw Command.Failure(description: "no PostgreSQL server in \(root): install postgresql")
  }
}
