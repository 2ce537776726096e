import PrivatePostgres
import TestSupport
import Testing

/// What `preflight` finds in a shop that has one fault.
@Suite struct PreflightTests {
  /// A fault: how a shop comes to have it, and the row it must make.
  struct Fault: Sendable, CustomTestStringConvertible {
    let row: String
    let sql: String
    let saying: String
    init(_ row: String, _ sql: String, saying: String = "") {
      self.row = row
      self.sql = sql
      self.saying = saying
    }
    var testDescription: String { row }
    var stops: Bool { row.hasPrefix("stop") }
  }

  static let unique = "order_items_inbox_order_sku_unique"
  static let faults = [
    Fault(
      "stop not_owned public.orders_inbox", "alter table orders_inbox owner to postgres",
      saying: "Let an ordinary role own the shop's tables."),
    Fault("stop not_owned public.orders_inbox", "alter table orders_inbox owner to shop_program"),
    Fault("stop owners_differ public.sku_lot", "alter table sku_lot owner to shop_program"),
    Fault("stop owners_differ public.sku_lot", "alter table sku_lot owner to shop_dba"),
    Fault(
      "stop name_taken public.orders_inbox_shipkeeper_open_idx",
      "create table orders_inbox_shipkeeper_open_idx (); alter table orders_inbox_shipkeeper_open_idx owner to shop_program",
      saying: "It belongs to shop_program"),
    Fault(
      "warn row_security public.orders_inbox", "alter table orders_inbox enable row level security"),
    Fault(
      "stop row_security public.orders_inbox",
      "alter table orders_inbox enable row level security, force row level security"),
    Fault(
      "stop partitioned public.system_kpis",
      """
      drop table system_kpis;
      create table system_kpis (snapshot_date text) partition by list (snapshot_date);
      alter table system_kpis owner to shop_owner
      """),
    Fault("stop inherited public.sku_lot", "create table more_lots () inherits (sku_lot)"),
    Fault(
      "stop not_a_table public.sku_lot",
      "alter table sku_lot rename to lots; create view sku_lot as select * from lots"),
    Fault("warn publication public.orders_inbox", "create publication everything for all tables"),
    Fault("warn publication public.orders_inbox", "create publication one for table orders_inbox"),
    Fault(
      "warn replica_identity \(unique)",
      "alter table order_items_inbox replica identity using index \(unique)"),
    Fault(
      "warn comment_on_unique \(unique)",
      "comment on constraint \(unique) on order_items_inbox is 'x'"),
    Fault("warn comment_on_unique \(unique)", "comment on index \(unique) is 'x'"),
    Fault(
      "warn foreign_key_to_unique \(unique)",
      """
      create table picks (o integer, s text,
        foreign key (s, o) references order_items_inbox (sku, order_inbox_id))
      """, saying: "picks"),
    Fault(
      "stop status_enum public.orders_inbox.status",
      """
      create type order_status as enum ('on_hold');
      alter table orders_inbox drop constraint orders_inbox_status_check;
      drop index idx_orders_inbox_awaiting;
      alter table orders_inbox alter status drop default, alter status type order_status
        using status::order_status
      """),
    Fault(
      "stop status_domain public.orders_inbox.status",
      "create domain order_status as text; alter table orders_inbox alter status type order_status"),
    Fault(
      "stop unique_missing public.order_items_inbox",
      "alter table order_items_inbox drop constraint \(unique)"),
    Fault(
      "stop unique_missing public.order_items_inbox",
      """
      alter table order_items_inbox drop constraint \(unique),
        add unique (order_inbox_id, sku) deferrable
      """),
    Fault(
      "warn foreign_key_missing public.order_items_inbox",
      "alter table order_items_inbox drop constraint order_items_inbox_order_inbox_id_fkey"),
    Fault(
      "warn foreign_key_no_cascade public.order_items_inbox",
      """
      alter table order_items_inbox drop constraint order_items_inbox_order_inbox_id_fkey,
        add foreign key (order_inbox_id) references orders_inbox
      """),
    Fault("warn index_missing public.order_items_inbox", "drop index idx_order_items_order"),
    Fault(
      "stop column_type public.order_items_inbox.quantity",
      "alter table order_items_inbox alter quantity type numeric"),
    Fault(
      "stop column_type public.orders_inbox.shipstation_order_id",
      "alter table orders_inbox alter shipstation_order_id type bigint using shipstation_order_id::bigint"
    ),
    Fault(
      "warn column_type public.sku_lot.updated_at",
      "alter table sku_lot alter updated_at type date using null"),
    Fault(
      "stop missing_column public.orders_inbox.total_items",
      "alter table orders_inbox drop total_items"),
    Fault("note missing_column public.orders_inbox.notes", "alter table orders_inbox drop notes"),
    Fault(
      "stop missing_column public.system_kpis.snapshot_date",
      "alter table system_kpis drop snapshot_date"),
    Fault(
      "warn column_not_null public.orders_inbox.branch",
      "alter table orders_inbox add branch text not null default ''; alter table orders_inbox alter branch drop default"
    ),
    Fault(
      "stop column_not_null public.order_items_inbox.shelf",
      "alter table order_items_inbox add shelf text not null default ''; alter table order_items_inbox alter shelf drop default"
    ),
    Fault("stop missing_table public.order_items_inbox", "drop table order_items_inbox"),
    Fault("note missing_table public.sku_lot", "drop table sku_lot"),
    Fault(
      "warn malformed_id public.orders_inbox",
      "update orders_inbox set shipstation_order_id = id || 'x' where id < 8",
      saying: "7 orders have a ShipStation id that is none (orders_inbox.id 1, 2, 3, 4, 5)."),
    Fault(
      "warn shared_id public.orders_inbox",
      "update orders_inbox set shipstation_order_id = '77' where id < 8",
      saying: "1 ShipStation ids are shared by several orders, 7 orders in all."),
    Fault(
      "note foreign_trigger public.orders_inbox",
      """
      create function stamp() returns trigger language plpgsql as 'begin return new; end';
      create trigger stamp before update on orders_inbox for each row execute function stamp()
      """, saying: "stamp"),
    Fault(
      "warn trigger_without_path public.order_items_inbox",
      """
      create function stamp() returns trigger language plpgsql as 'begin return new; end';
      create trigger stamp before update on order_items_inbox for each row execute function stamp()
      """, saying: "alter function public.stamp() set search_path"),
    Fault(
      "warn check_without_path public.order_items_inbox",
      """
      create function is_so(integer) returns boolean language sql as 'select $1 > 0';
      alter table order_items_inbox add check (is_so(quantity))
      """, saying: "alter function public.is_so(integer) set search_path"),
    Fault("warn create_in_public PUBLIC", "grant create on schema public to public"),
    Fault(
      "warn create_in_public shop_program", "grant create on schema public to shop_program",
      saying: "revoke create on schema public from shop_program"),
    Fault(
      "stop owners_differ public.workflow_controls",
      "alter table workflow_controls owner to shop_program",
      saying: "or drop it if it is not the shop's"),
    Fault(
      "note relies_on_unique public.put_line()",
      """
      create function put_line() returns void language sql as
      'insert into order_items_inbox (order_inbox_id, sku, quantity) values (1, 1, 1)
       ON CONFLICT (sku, order_inbox_id) do nothing'
      """),
    Fault(
      "note relies_on_unique public.put_line()",
      """
      create procedure put_line() language sql as
      'insert into order_items_inbox (order_inbox_id, sku, quantity) values (1, 1, 1)
       on conflict on constraint \(unique) do nothing'
      """),
    Fault(
      "warn ids_run_out public.orders_inbox_id_seq",
      "select setval('orders_inbox_id_seq', 2000000000)"),
    Fault(
      "warn ids_run_out public.order_items_inbox.id",
      "update order_items_inbox set id = 2000000000 where id = 1"),
    Fault("stop schema_taken shipkeeper", "create schema shipkeeper"),
    Fault(
      "stop tables_elsewhere shop.orders_inbox",
      "create schema shop; grant usage on schema shop to public; alter table orders_inbox set schema shop"
    ),
    Fault(
      "stop nullable public.orders_inbox.status",
      "alter table orders_inbox alter column status drop not null"),
    Fault(
      "stop not_unique public.orders_inbox.order_number",
      "alter table orders_inbox drop constraint orders_inbox_order_number_key"),
    Fault(
      "stop column_taken public.orders_inbox.manual_lot_override",
      "alter table orders_inbox add manual_lot_override text"),
    Fault(
      "stop sequence",
      """
      create sequence lines; revoke all on sequence lines from public;
      alter table order_items_inbox alter column quantity set default nextval('lines')
      """),
    Fault(
      "warn rule public.order_items_inbox",
      "create rule tell as on insert to order_items_inbox do also notify lines"),
    Fault(
      "warn event_trigger tell",
      """
      create function tell() returns event_trigger language plpgsql as 'begin end';
      create event trigger tell on ddl_command_end execute function tell()
      """),
    Fault("warn publishes_everything everything", "create publication everything for all tables"),
    Fault(
      "warn default_privileges shop_owner",
      """
      alter default privileges for role shop_owner grant execute on functions to shop_program
      """),
    Fault("stop no_create_on_schema public", "alter schema public owner to postgres"),
    Fault(
      "stop no_create_on_database",
      "do $$ begin execute format('alter database %I owner to postgres', current_database()); end $$"
    ),
    Fault("note extensions pgtap", "create extension pgtap"),
  ]

  private func preflight(_ shop: TestShop, user: String = "shop_dba") throws -> Command.Output {
    try shop.migrate("preflight", user: user)
  }

  @Test func aSoundShopPasses() throws {
    let shop = try TestShop.withOrders()
    let output = try preflight(shop)
    #expect(output.status == 0)
    #expect(
      !output.stdout.contains("stop ") && !output.stdout.contains("warn "), "\(output.stdout)")
    #expect(output.stdout.contains("TimeZone is UTC"))
    try shop.migrateSuccessfully("up", user: "shop_dba")
    #expect(try preflight(shop) == output)
  }

  @Test(arguments: faults)
  func aFaultIsFound(fault: Fault) throws {
    let shop = try TestShop.withOrders()
    try shop.psql(fault.sql)
    let schema = try shop.schema()
    let output = try preflight(shop)
    #expect(output.stderr == "")
    let row = output.stdout.split(separator: "\n")
      .map { $0.split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ") }
      .firstIndex { $0.hasPrefix(fault.row) }
    #expect(row != nil, "\(output.stdout)")
    #expect(output.stdout.contains(fault.saying), "\(output.stdout)")
    #expect((output.status == 1) == output.stdout.contains("stop "))
    #expect(!fault.stops || output.status == 1)
    if fault.stops {
      let refused = try shop.migrate("up", user: "shop_dba")
      #expect(refused.status == 1)
      #expect(refused.stderr.contains(fault.saying), "\(refused.text)")
      #expect(refused.stderr.contains(fault.row.split(separator: " ")[1]), "\(refused.text)")
      #expect(refused.stderr.hasSuffix(Self.nothingChanged), "\(refused.text)")
      #expect(!refused.stderr.contains("note  ") && !refused.stderr.contains("warn  "))
      let plan = try shop.migrate("plan", user: "shop_dba")
      #expect(plan.stderr == refused.stderr)
    }
    #expect(try shop.schema() == schema)
  }

  private static let nothingChanged =
    "Nothing was changed. Mend that first; `up --accept CODE` goes on in spite of one of these, and may do harm.\n"

  /// Empty tables in front of the shop's own: its programs find these instead.
  @Test func aShopInAnotherSchemaGetsNoTablesInFront() throws {
    let shop = try TestShop.withOrders()
    try shop.psql(
      """
      create schema shopdata;
      alter table orders_inbox set schema shopdata;
      alter table order_items_inbox set schema shopdata;
      """, user: "shop_owner")
    let schema = try shop.schema()
    for acceptance in [
      [], ["--accept", "unknown"], ["--accept", "all"], ["--accept", "row_security"],
    ] {
      let output = try Command.run(
        ProductPath.migrate, ["up"] + acceptance, environment: shop.environment(user: "shop_dba"))
      #expect(output.status == 1)
      #expect(
        output.stderr.contains(#/stop +tables_elsewhere +shopdata.orders_inbox/#), "\(output.text)")
      #expect(try shop.schema() == schema)
    }
    try shop.migrateSuccessfully("up", "--accept", "tables_elsewhere", user: "shop_dba")
    #expect(try shop.psql("select count(*) from public.orders_inbox") == "0")
  }

  /// An `up` that was interrupted after its first step has schemas of ours, and has not looked for the shop's tables yet.
  @Test func aTableThatWasNeverHereIsMadeByTheNextUp() throws {
    let shop = try TestShop.withOrders()
    try shop.psql("drop table sku_lot")
    try shop.load("migrations/ledger.sql", user: "shop_owner")
    let found = try preflight(shop)
    #expect(
      found.status == 0 && found.stdout.contains(#/note +missing_table +public.sku_lot/#),
      "\(found.text)")
    try shop.migrateSuccessfully("up", user: "shop_dba")
    // Now it is one that was here.
    try shop.psql("drop table sku_lot cascade")
    let gone = try preflight(shop)
    #expect(
      gone.status == 1 && gone.stdout.contains(#/stop +missing_table +public.sku_lot/#),
      "\(gone.text)")
  }

  /// A database without a shop that is some other program's: who connects to the wrong one is asked.
  @Test func anotherProgramsDatabaseGetsNoShopUnasked() throws {
    let shop = try ShopServer.shared.newShop(.empty)
    try shop.migrateSuccessfully("roles", user: "postgres")
    try shop.psql("create table customers (a integer)")
    let schema = try shop.schema()
    let refused = try shop.migrate("up")
    #expect(
      refused.status == 1
        && refused.stderr.contains("other programs' are, such as public.customers."),
      "\(refused.text)")
    #expect(try shop.schema() == schema)
    let made = try shop.migrateSuccessfully("up", "--accept", "other_tables")
    #expect(made.contains("None of the shop's tables is in database \(shop.database)"), "\(made)")
    #expect(try shop.migrate("down", "--all").status == 0)
    #expect(try shop.schema() == schema)
  }

  /// One finding of two is accepted: the other still refuses.
  @Test func eachStopIsAcceptedByItself() throws {
    let shop = try TestShop.withOrders()
    try shop.psql(
      """
      alter table orders_inbox enable row level security, force row level security;
      alter table orders_inbox alter column status drop not null;
      """, user: "shop_owner")
    let schema = try shop.schema()
    let one = try shop.migrate("up", "--accept", "row_security", user: "shop_dba")
    #expect(
      one.status == 1 && one.stderr.contains("nullable") && !one.stderr.contains("row_security"))
    #expect(try shop.schema() == schema)
    try shop.migrateSuccessfully(
      "up", "--accept", "row_security", "--accept", "nullable", user: "shop_dba")
    for misuse in [["--accept"], ["--accept", ""], ["--accept", "--contract"]] {
      let output = try Command.run(
        ProductPath.migrate, ["up"] + misuse, environment: shop.environment(user: "shop_dba"))
      #expect(output.status == 2)
    }
  }

  /// The words of `--accept` for a contract are no codes of preflight's.
  @Test func noCodeIsAWordOfTheContract() throws {
    let codes = try Command.output(
      of: "sh",
      ["-c", "grep -hoE \"^  '(stop|warn|note)'[^,]*, '[a-z_]+'\" migrations/preflight*.sql"],
      folder: ProductPath.repository)
    #expect(
      codes.contains("'tables_elsewhere'") && !codes.contains("'unknown'")
        && !codes.contains("'all'"))
  }

  /// What was found when it came stops no upgrade; what came since does.
  @Test func onAnUpgradeOnlyWhatCameSinceStops() throws {
    let shop = try TestShop.withOrders()
    try shop.migrateSuccessfully("up", "--to", "0020", user: "shop_dba")
    let plan = try shop.migrate("plan", user: "shop_dba")
    #expect(plan.status == 0, "\(plan.text)")
    try shop.psql("alter table order_items_inbox owner to shop_dba")
    let refused = try shop.migrate("up", user: "shop_dba")
    #expect(refused.status == 1 && refused.stderr.contains("owners_differ"), "\(refused.text)")
    #expect(try shop.psql("select count(*) from shipkeeper.migration where name >= '0021'") == "0")
    try shop.psql("alter table order_items_inbox owner to shop_owner")
    try shop.migrateSuccessfully("up", user: "shop_dba")
  }

  /// With the statement that puts them back; before, `up` failed half way, and `down --all` did as well.
  @Test func columnsThatARestoredTableLacksAreAsked() throws {
    let shop = try ShopServer.shared.newShop(.adopted)
    let adding =
      "add column manual_lot_override_by text, add column manual_lot_override_at timestamptz"
    try shop.psql(
      "alter table orders_inbox drop column manual_lot_override_by cascade, "
        + "drop column manual_lot_override_at cascade", user: "shop_owner")
    let output = try shop.migrate("up", "--accept", "column_gone")
    #expect(output.status == 1)
    #expect(
      output.stderr.contains(
        "The stop column_gone cannot be accepted: `up` would fail half way.\nstop  column_gone"),
      "\(output.text)")
    #expect(
      output.stderr.contains("or run: alter table public.orders_inbox \(adding).\n"),
      "\(output.text)")
    try shop.psql("alter table public.orders_inbox \(adding)", user: "shop_owner")
    try shop.migrateSuccessfully("up")
  }

  /// From 16 on a membership may be without SET, and a plain grant leaves it so.
  @Test func theRemedyOfAForeignOwnerEndsTheStop() throws {
    let shop = try TestShop.withOrders()
    let role = "dba_of_\(shop.database)"
    try shop.psql("create role \(role) login createrole")
    defer { _ = try? shop.psql("drop owned by \(role); drop role \(role)") }
    if try shop.knowsSetOption() {
      try shop.psql("grant shop_owner to \(role) with inherit true, set false")
    }
    let output = try preflight(shop, user: role)
    let remedy = try #require(
      output.stdout.firstMatch(of: #/shop's role: (grant .*?)\. Otherwise/#), "\(output.text)")
    try shop.psql(String(remedy.1))
    #expect(try !preflight(shop, user: role).stdout.contains("not_owned"))
  }

  /// Every way in which the server writes parameters, and the statement that ends it, made word for word.
  @Test func whereBodiesWouldBeLoggedIsNamed() throws {
    let shop = try ShopServer.shared.newShop(.adopted)
    let role = "runner_in_\(shop.database)"
    try shop.psql("create role \(role) login in role shipkeeper_runner")
    defer { _ = try? shop.psql("drop role \(role)") }
    #expect(try !preflight(shop, user: "shop_owner").stdout.contains("bodies_logged"))
    let anywhere = [
      "role \(role)", "database \(shop.database)", "role \(role) in database \(shop.database)",
    ]
    for (setting, place) in zip(
      [
        "log_statement = 'all'", "log_min_duration_statement = '250ms'",
        "log_min_duration_sample = 0",
        "log_transaction_sample_rate = 0.01", "log_parameter_max_length_on_error = '1kB'",
      ], anywhere + anywhere)
    {
      try shop.psql("alter \(place) set \(setting)")
      let output = try preflight(shop, user: "shop_owner").stdout
      // Others who may run it are told of, too, where the database has it.
      let row = try #require(
        output.matches(
          of: #/warn +bodies_logged +(\S+)\n.*in hex: (\S+) is .*\n.*superuser: (.*;)\n/#
        )
        .first { $0.1 == role }, "\(setting): \(output)")
      #expect(setting.hasPrefix("\(row.2) = "))
      try shop.psql(String(row.3))
      #expect(
        try !preflight(shop, user: "shop_owner").stdout.contains(
          "bodies_logged            \(role)"), "\(setting)")
      try shop.psql("alter \(place) reset all; alter role \(role) reset all")
    }
  }

  /// A publication of our schemas, and a slot that no publication holds back.
  @Test func whoWouldPassBodiesOnIsNamed() throws {
    let server = try ShopServer(settings: ["wal_level": "logical"])
    let shop = try server.newShop(.adopted)
    try shop.psql("create publication pieces for table shipkeeper.request")
    try shop.psql("select pg_create_logical_replication_slot('stream', 'test_decoding')")
    defer { _ = try? shop.psql("select pg_drop_replication_slot('stream')") }
    let output = try preflight(shop, user: "shop_owner").stdout
    #expect(output.contains(#/warn +bodies_replicated +pieces\n/#), "\(output)")
    #expect(
      output.contains(#/warn +bodies_replicated +stream\n +The slot decodes with test_decoding/#),
      "\(output)")
  }

  @Test func aSuperuserAsOwnerIsNamed() throws {
    let shop = try ShopServer.shared.newShop(.empty)
    try shop.load("Tests/shops/legacy.sql", user: "postgres")
    #expect(
      try preflight(shop, user: "postgres").stdout.contains(#/warn +owner_superuser +postgres/#))
  }

  /// A shop's tables that a role made with nothing but PUBLIC's right: the shop's own role, or anybody.
  @Test func whoCouldOnlyMakeTheTablesAsPublicIsNamed() throws {
    _ = try ShopServer.shared.newShop(.adopted)
    let shop = try ShopServer.shared.newShop(.empty)
    let role = "maker_in_\(shop.database)"
    let stop = #/stop +owner_by_public +public.orders_inbox/#
    try shop.psql(
      """
      create role \(role) login;
      create role dba_of_\(role) login in role \(role);
      grant create on schema public to public;
      """)
    try shop.load("Tests/shops/legacy.sql", user: role)
    let schema = try shop.schema()
    let refused = try shop.migrate("up", user: "postgres")
    #expect(refused.status == 1 && refused.stderr.contains(stop), "\(refused.text)")
    #expect(refused.stderr.contains("It belongs to \(role), who could make it only because"))
    #expect(try shop.schema() == schema)

    // Whom it trusts, and a right of its own: each is a shop as many are.
    #expect(
      try !preflight(shop, user: "dba_of_\(role)").stdout.contains("owner_by_public"))
    try shop.psql("alter database \(shop.database) owner to postgres")
    let stopped = try preflight(shop, user: "postgres")
    #expect(stopped.status == 1 && stopped.stdout.contains(stop), "\(stopped.text)")
    try shop.migrateSuccessfully("up", "--accept", "owner_by_public", user: "postgres")
    try shop.migrateSuccessfully("down", "--all", user: "postgres")
    try shop.psql("grant create on schema public to \(role)")
    let trusted = try preflight(shop, user: "postgres")
    #expect(!trusted.stdout.contains("owner_by_public"), "\(trusted.text)")
    #expect(
      trusted.stdout.contains("It belongs to \(role): so will all that is Shipkeeper's."))
    try shop.migrateSuccessfully("up", user: "postgres")
  }

  @Test func anEmptyDatabaseIsFine() throws {
    let shop = try ShopServer.shared.newShop(.empty)
    let output = try preflight(shop, user: "shop_owner")
    #expect(output.stdout.contains("None of the shop's tables is here."))
  }

  @Test func aStrangerIsToldWhatIsMissing() throws {
    let shop = try TestShop.withOrders()
    try shop.psql("revoke all on orders_inbox from shop_program")
    let output = try preflight(shop, user: "shop_program")
    #expect(output.status == 1)
    #expect(output.stdout.contains(#/stop +not_owned +public.orders_inbox/#))
    #expect(output.stdout.contains(#/warn +not_read +public.orders_inbox/#))
  }

  @Test func anotherEncodingIsRefused() throws {
    let shop = try ShopServer.shared.newShop(.empty)
    let name = shop.database + "_latin"
    try shop.psql(
      "create database \(name) template template0 encoding latin1 locale 'C' owner shop_owner")
    defer { try? shop.postgres.dropDatabase(name) }
    let output = try Command.run(
      ProductPath.migrate, ["preflight"],
      environment: shop.postgres.environment(database: name, user: "shop_owner"))
    #expect(output.stdout.contains(#/stop +encoding/#), "\(output.text)")
  }
}

/// The three group roles, on a server that does not have them yet.
@Suite struct RoleTests {
  @Test func rolesAreAskedForMadeAndPrinted() throws {
    let server = try ShopServer()
    let shop = try server.newShop(.legacy)
    let none = "select count(*) from pg_roles where rolname like 'shipkeeper%'"
    let refused = try shop.migrate("up")
    #expect(refused.status == 1)
    #expect(refused.stderr.contains("Run migrations/migrate roles"))
    #expect(try shop.migrate("preflight").stdout.contains(#/stop +createrole_absent +shop_owner/#))
    let denied = try shop.migrate("roles")
    #expect(denied.status == 1)
    #expect(denied.stderr.contains("roles --print"))
    #expect(try shop.psql(none) == "0")

    let printed = try shop.migrateSuccessfully("roles", "--print")
    try shop.psql(printed)
    #expect(try shop.psql("\(none) and not rolcanlogin and not rolsuper") == "3")
    try shop.psql("drop role shipkeeper_analyst")
    try shop.psql("create role maker login createrole")
    try shop.migrateSuccessfully("roles", user: "maker")
    try shop.migrateSuccessfully("roles", user: "maker")
    #expect(try shop.psql(none) == "3")
    try shop.migrateSuccessfully("up")
  }
}
