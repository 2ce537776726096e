import Glibc
import PrivatePostgres
import TestSupport

/// A folder with the driver and small migrations of its own, as another release might have them.
final class Checkout: Sendable {
  let folder: String

  /// The driver without this repository's migrations and without its `sql/`.
  init(empty: Bool = false) throws {
    folder = try Command.output(of: "mktemp", ["-d", "/tmp/shipkeeper-checkout-XXXXXX"])
      .filter { !$0.isNewline }
    try Command.output(
      of: "sh",
      [
        "-c",
        """
        mkdir "$1/migrations" "$1/sql"
        cp migrations/[!0-9]* "$1/migrations"
        cp sql/uninstall.sql "$1/sql"
        """, "sh", folder,
      ], folder: ProductPath.repository)
    guard !empty else { return }
    try write(
      "0001_thing",
      up: "create table shipkeeper.thing (id bigint primary key, note text);",
      down: "drop table shipkeeper.thing;")
    try write(
      "0002_audit",
      up: """
        create table shipkeeper.audit (id bigint primary key, what text);
        insert into shipkeeper.kept_table (table_name, why, migration)
        values ('shipkeeper.audit', 'who approved what', '0002_audit');
        """,
      down: "drop table shipkeeper.audit;")
    try write(
      "0003_column",
      up: "-- shop-lock\nalter table public.orders_inbox add column shipkeeper_note text;",
      down: "-- shop-lock\nalter table public.orders_inbox drop column shipkeeper_note;")
    try write(
      "0004_index",
      up: """
        -- no-transaction
        -- index: public.shipkeeper_open
        create index concurrently if not exists shipkeeper_open on public.orders_inbox (id);
        """,
      down: "-- no-transaction\ndrop index concurrently if exists public.shipkeeper_open;")
    try writeObjects(["things": Checkout.view, "count_things": Checkout.function])
  }

  deinit {
    _ = try? Command.run("rm", ["-rf", folder])
  }

  static let view = """
    create or replace view shipkeeper_report.things as select t.id from shipkeeper.thing as t;
    grant usage on schema shipkeeper_report to shipkeeper_analyst;
    grant select on shipkeeper_report.things to shipkeeper_analyst;
    """
  static let function = """
    create or replace function shipkeeper.count_things() returns bigint
    language sql set search_path = pg_catalog, pg_temp
    return (select count(*) from shipkeeper_report.things);
    """
  static let trigger = """
    create or replace function shipkeeper.keep() returns trigger
    language plpgsql set search_path = pg_catalog, pg_temp
    as $$ begin return new; end $$;
    do $$ begin
      if not exists (select from pg_trigger where tgname = 'shipkeeper_keep') then
        create trigger shipkeeper_keep before update on public.orders_inbox
        for each row execute function shipkeeper.keep();
      end if;
    end $$;
    """

  /// Writes the files of a migration.
  func write(_ name: String, up: String, down: String, verify: String? = nil) throws {
    try write("migrations/\(name).up.sql", up)
    try write("migrations/\(name).down.sql", down)
    if let verify { try write("migrations/\(name).verify.sql", verify) }
  }

  /// Writes `sql/` anew: a file an object and the table of contents, in the order of the names' ends.
  func writeObjects(_ objects: [String: String]) throws {
    for (name, text) in objects { try write("sql/\(name).sql", text) }
    let lines = objects.keys.sorted(by: >).map { "\\ir \($0).sql" }
    try write("sql/install.sql", "-- Contents\n" + lines.joined(separator: "\n"))
  }

  func write(_ path: String, _ text: String) throws {
    try Command.output(of: "tee", ["\(folder)/\(path)"], input: text + "\n")
  }

  func remove(_ paths: String...) throws {
    try Command.output(of: "rm", paths.map { "\(folder)/\($0)" })
  }

  /// Starts the driver of this folder.
  func start(
    _ arguments: [String], on shop: TestShop, user: String = "shop_dba", lockTries: Int = 100
  ) throws -> RunningCommand {
    try Command.start(
      "\(folder)/migrations/migrate", arguments,
      environment: shop.environment(user: user)
        .merging(["SHIPKEEPER_LOCK_TRIES": "\(lockTries)"]) { $1 })
  }

  /// Runs the driver of this folder, whatever its status.
  func migrate(
    _ arguments: String..., on shop: TestShop, user: String = "shop_dba", lockTries: Int = 100
  ) throws -> Command.Output {
    try start(arguments, on: shop, user: user, lockTries: lockTries).wait()
  }
}

extension Command.Output {
  /// All that was said.
  var text: String { stdout + stderr }
}

extension TestShop {
  /// The schema as pg_dump writes it, without the lines that are random.
  func schema() throws -> String {
    try Command.output(
      of: "\(postgres.binaries)/pg_dump", ["--schema-only"],
      environment: environment(user: "postgres")
    ).split(separator: "\n").filter { !$0.contains("restrict ") }.joined(separator: "\n")
  }

  /// Takes everything back, what would be lost being written out first.
  func migrateToNothing(user: String = "shop_owner") throws {
    let archive = try Command.output(of: "mktemp", ["-d"]).filter { !$0.isNewline }
    defer { _ = try? Command.run("rm", ["-rf", archive]) }
    try migrateSuccessfully("down", "--all", "--export", archive, user: user)
  }

  /// Every row of the shop's tables.
  func rows() throws -> String {
    try psql(
      """
      select format('select %L, t from %s as t order by t::text', oid::regclass, oid::regclass)
      from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace
      order by oid::regclass::text \\gexec
      """)
  }

  /// A shop that knows nothing of Shipkeeper, with orders, and a DBA who may become its owner.
  static func withOrders() throws -> TestShop {
    try dba.get()
    let shop = try ShopServer.shared.newShop(.legacy)
    try shop.psql(
      """
      insert into orders_inbox (order_number, order_date, status, shipstation_order_id)
      select n::text, '2026-01-01', 'on_hold', (900000 + n)::text from generate_series(1, 50) as n;
      insert into order_items_inbox (order_inbox_id, sku, quantity)
      select id, '17612', 2 from orders_inbox;
      """, user: "shop_owner")
    return shop
  }

  /// The group roles, and `shop_dba`: no superuser, owns nothing, may become the owner.
  private static let dba = Result {
    _ = try ShopServer.shared.newShop(.adopted)
    try ShopServer.shared.postgres.createLogin("shop_dba", memberOf: ["shop_owner"])
  }

  /// Starts a transaction that does something and stays open, and waits until it has done it.
  func hold(_ sql: String) throws -> RunningCommand {
    let session = try Command.start(
      "\(postgres.binaries)/psql", ["-XAtq", "-v", "ON_ERROR_STOP=1"],
      environment: environment(user: "shop_owner").merging(["PGAPPNAME": "a long report"]) { $1 },
      input: "begin; \(sql); select pg_sleep(60); commit;")
    try waitUntil(
      """
      select count(*) = 1 from pg_stat_activity
      where datname = current_database() and query like '%pg_sleep%' and wait_event = 'PgSleep'
      """)
    return session
  }

  /// Ends the transactions that ``hold(_:)`` keeps open.
  func endHeldTransactions() throws {
    try psql(
      """
      select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'a long report' and datname = current_database()
      """)
  }

  /// Waits until a query says true, or for as long as that can still come about.
  func waitUntil(_ query: String, unless isHopeless: () -> Bool = { false }) throws {
    for _ in 1...400 where !isHopeless() {
      if try psql(query) == "t" { return }
      usleep(25_000)
    }
    throw NeverTrue(query: query)
  }
}

/// A condition that a test waited for in vain.
struct NeverTrue: Error {
  let query: String
}
