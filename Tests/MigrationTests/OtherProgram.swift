import PrivatePostgres
import TestSupport

/// Another program of the shop, at work without a pause until it is stopped: a script of pgbench.
final class OtherProgram: Sendable {
  private let shop: TestShop
  private let running: RunningCommand

  /// What it must have, made before it starts: a counter of its finished rounds.
  static let furniture = """
    create schema other_program;
    create sequence other_program.rounds;
    grant usage on schema other_program to shop_program;
    grant usage on sequence other_program.rounds to shop_program;
    """

  /// Puts one line a SKU into an order, as programs did before Shipkeeper came, and reads orders.
  static let oldStyle = """
    \\set order random(1, 50)
    \\set sku random(1, 9)
    insert into public.order_items_inbox (order_inbox_id, sku, quantity) values (:order, 'W' || :sku, :sku)
    on conflict (order_inbox_id, sku) do update set quantity = excluded.quantity;
    select sum(i.quantity) from public.order_items_inbox as i where i.order_inbox_id = :order;
    delete from public.order_items_inbox where order_inbox_id = :order % 5 + 1 and sku like 'W%';
    """

  /// The same without `on conflict`, which PostgreSQL does not offer for deferrable constraints.
  static let updateOrInsert = """
    \\set order random(1, 50)
    \\set sku random(1, 9)
    update public.order_items_inbox set quantity = :sku where order_inbox_id = :order and sku = 'W' || :sku;
    insert into public.order_items_inbox (order_inbox_id, sku, quantity)
    select :order, 'W' || :sku, :sku
    where not exists (select from public.order_items_inbox where order_inbox_id = :order and sku = 'W' || :sku);
    """

  /// What is offered instead.
  static let putOrderLine = """
    \\set order random(1, 50)
    \\set sku random(1, 9)
    select shipkeeper.put_order_line(:order, 'W' || :sku, :sku);
    select sum(i.quantity) from public.order_items_inbox as i where i.order_inbox_id = :order;
    """

  /// Starts it and waits until it is at work.
  init(_ script: String, on shop: TestShop, clients: Int = 3, roundsASecond: Int = 300) throws {
    self.shop = shop
    running = try Command.start(
      "\(shop.postgres.binaries)/pgbench",
      [
        "--no-vacuum", "--client=\(clients)", "--time=600", "--rate=\(roundsASecond)",
        "--random-seed=1", "--file=-",
      ], environment: shop.environment(user: "shop_program"),
      input: script + "\nselect nextval('other_program.rounds');\n")
    try waitForRounds()
  }

  /// Waits until it has finished some more rounds, or has failed.
  func waitForRounds(_ more: Int = 20) throws {
    let before = try rounds()
    try shop.waitUntil(
      "select last_value >= \(before + more) from other_program.rounds",
      unless: { !self.running.isRunning })
  }

  private func rounds() throws -> Int {
    Int(try shop.psql("select last_value from other_program.rounds")) ?? 0
  }

  /// Lets it go on for some rounds, ends it and returns what it complained of: nothing, if all went well.
  func stop() throws -> String {
    try? waitForRounds()
    let complaints = running.stderr
    let ended = running.isRunning ? "" : "It ended by itself. "
    running.kill(9)
    _ = try running.wait()
    return ended
      + complaints.split(separator: "\n").filter { $0.contains("rror") || $0.contains("ERROR") }
      .joined(separator: "\n")
  }
}
