import Glibc
import PrivatePostgres
import TestSupport
import Testing

/// The driver behind PgBouncer.
@Suite struct PoolTests {
  /// A PgBouncer in front of a shop's server, which goes with it.
  private final class Pool: Sendable {
    let folder: String
    private let process: RunningCommand

    init(_ mode: String, of shop: TestShop) throws {
      let folder = try Command.output(of: "mktemp", ["-d"]).filter { !$0.isNewline }
      let tools = "\(ProductPath.repository)/Tests/.tools/usr"
      try Command.output(
        of: "tee", ["\(folder)/pgbouncer.ini"],
        input: """
          [databases]
          * = host=\(shop.postgres.folder) port=5432
          [pgbouncer]
          listen_addr =
          unix_socket_dir = \(folder)
          listen_port = 6432
          auth_type = trust
          auth_file = \(folder)/users
          pool_mode = \(mode)
          default_pool_size = 3
          """)
      try Command.output(of: "tee", ["\(folder)/users"], input: "\"shop_dba\" \"\"\n")
      let isRoot = getuid() == 0
      try Command.output(of: "chmod", ["-R", "a+rwX", folder])
      let libraries = try Command.output(
        of: "sh", ["-c", "echo \(tools)/lib/*-linux-gnu"]
      ).filter { !$0.isNewline }
      process = try Command.start(
        "\(tools)/sbin/pgbouncer",
        (isRoot ? ["-u", "postgres"] : []) + ["\(folder)/pgbouncer.ini"],
        environment: ["LD_LIBRARY_PATH": libraries])
      self.folder = folder
      for _ in 1...400 where access("\(folder)/.s.PGSQL.6432", F_OK) != 0 { usleep(10_000) }
    }

    deinit {
      process.kill(SIGTERM)
      _ = try? process.wait()
      _ = try? Command.run("rm", ["-rf", folder])
    }

    func environment(of shop: TestShop) -> [String: String] {
      shop.environment(user: "shop_dba")
        .merging(["PGHOST": folder, "PGPORT": "6432"]) { $1 }
    }

    func migrate(_ arguments: String..., on shop: TestShop) throws -> Command.Output {
      try Command.run(ProductPath.migrate, arguments, environment: environment(of: shop))
    }
  }

  /// Quiet, all connections share one session; with others at work, the sessions change.
  @Test(arguments: ["transaction", "statement"], [0, 3])
  func aPoolOfTransactionsIsRefusedAtOnce(mode: String, others: Int) throws {
    let shop = try TestShop.withOrders()
    let schema = try shop.schema()
    let pool = try Pool(mode, of: shop)
    let programs = try (0..<others).map { _ in
      try Command.start(
        "\(shop.postgres.binaries)/psql", ["-XAtq"], environment: pool.environment(of: shop),
        input: "select pg_sleep(0.01) \\watch 0.001\n")
    }
    defer {
      for program in programs {
        program.kill(SIGTERM)
        _ = try? program.wait()
      }
    }
    let start = ContinuousClock.now
    for command in ["up", "down"] {
      let output = try pool.migrate(command, on: shop)
      #expect(output.status == 1)
      #expect(
        output.stderr == """
          This connection changes its server session, as behind a transaction pooler: connect straight to the server. \
          Nothing was changed.

          """)
    }
    #expect(ContinuousClock.now - start < .seconds(2))
    #expect(try shop.schema() == schema)
    #expect(
      try shop.psql(
        "select count(*) from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())"
      ) == "0")
  }

  @Test func aPoolOfSessionsWorksAndGetsThemBackAsTheyWere() throws {
    let shop = try TestShop.withOrders()
    let pool = try Pool("session", of: shop)
    let output = try pool.migrate("up", on: shop)
    #expect(output.status == 0, "\(output.text)")
  }

  /// What a step outside a transaction sets for its session ends with it.
  @Test func noSessionIsLeftAsTheOwner() throws {
    let shop = try TestShop.withOrders()
    try shop.migrateSuccessfully("up", "--to", "0007", user: "shop_dba")
    let plan = try shop.migrateSuccessfully("plan", "up", "--to", "0008", user: "shop_dba")
    #expect(
      try shop.psql(
        """
        \(plan)
        select current_user, current_setting('search_path'), current_setting('lock_timeout'),
          current_setting('default_transaction_read_only')
        """, user: "shop_dba"
      ).hasSuffix("shop_dba|\"$user\", public|0|off"))
  }
}
