import PrivatePostgres
import ProofSupport
import TestSupport

/// Another program locks lines before headers, the runner headers before lines.
struct Deadlocks: Trouble {
  let meaning = "a program that locks lines and then headers, without pause beside two cycles"
  private let server: ShopServer

  init() throws { server = try DiskServer.make(["deadlock_timeout": "5ms"]) }

  func world(_ model: Model, _ dice: inout Dice) throws -> World {
    try model.ready(server, &dice)
  }

  func disturb(_ world: World, _ model: Model, _ dice: inout Dice) throws -> [String] {
    let other = try Command.start(
      "\(server.postgres.binaries)/psql", ["-XAtq"],
      environment: world.shop.environment(user: "shop_program"),
      input: String(repeating: Self.transaction, count: 2000))
    var findings: [String] = []
    for _ in 1...2 {
      let run = try world.run(timeLimit: .seconds(120))
      findings += try world.findings() + ExitCode.problems(of: run)
      try world.shop.letTimePass()
    }
    other.kill(9)
    _ = try other.wait()
    try world.shop.psql(
      """
      select pg_terminate_backend(pid, 5000) from pg_stat_activity
      where datname = current_database() and usename = 'shop_program'
      """)
    return findings
  }

  private static let transaction = """
    begin;
    lock table order_items_inbox in share row exclusive mode;
    select pg_sleep(random() * 0.02);
    update orders_inbox set notes = notes;
    commit;
    select pg_sleep(random() * 0.03);

    """

  func evidence() throws -> String? {
    let count = server.postgres.log.split(separator: "\n").count {
      $0.contains("deadlock detected")
    }
    return "\(count) deadlocks"
  }
}
