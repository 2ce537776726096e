import Glibc
public import PrivatePostgres
import Synchronization

/// A private server with shops to copy: each is built once and cloned in some 50 ms.
///
/// Its roles are those of a real shop:
///
/// | role | is |
/// |---|---|
/// | `shop_owner` | the owner of the shop's tables and the database, no superuser |
/// | `shop_runner` | in `shipkeeper_runner` |
/// | `shop_analyst` | in `shipkeeper_analyst` |
/// | `shop_operator` | in `shipkeeper_operator` |
/// | `shop_program` | another program of the shop: reads and writes its tables, owns nothing |
public final class ShopServer: Sendable {
  /// What a shop consists of.
  public enum Kind: String, Sendable {
    /// Nothing: an empty database that belongs to `shop_owner`.
    case empty
    /// The tables of `Tests/shops/legacy.sql`, which know nothing of Shipkeeper.
    case legacy
    /// The legacy shop after `migrate up`, which stops before the step that other programs must be
    /// ready for: its unique constraint stands.
    case expanded
    /// The legacy shop after `migrate up --contract`: an order may repeat a SKU.
    case contracted
    /// The expanded shop with the extensions that tests need: pgtap, plpgsql_check.
    case expandedInspected
    /// The contracted shop with these extensions.
    case contractedInspected

    /// One of the two adopted shops: SHIPKEEPER_TEST_SHOP says which, `expanded` or `contracted`.
    public static var adopted: Kind { isExpanded ? .expanded : .contracted }
    /// The same with the extensions that tests need.
    public static var inspected: Kind { isExpanded ? .expandedInspected : .contractedInspected }

    private static var isExpanded: Bool {
      getenv("SHIPKEEPER_TEST_SHOP").map { String(cString: $0) } == "expanded"
    }
  }

  /// The server that all tests of this process share.
  public static var shared: ShopServer {
    get throws { try sharedResult.get() }
  }
  private static let sharedResult = Result { try ShopServer() }

  /// The server itself.
  public let postgres: PrivatePostgres
  private let built = Mutex<Set<Kind>>([])
  private let count = Atomic(0)

  /// Starts a server for tests that need one of their own, with settings that they need.
  public init(settings: [String: String] = [:]) throws {
    postgres = try PrivatePostgres(settings: settings)
    try postgres.createLogin("shop_owner")
    try postgres.createLogin("shop_program")
  }

  /// Makes a shop that one test has for itself.
  public func newShop(_ kind: Kind = .adopted) throws -> TestShop {
    try built.withLock { try build(kind, unless: &$0) }
    let name = "shop_\(count.add(1, ordering: .relaxed).newValue)"
    try postgres.createDatabase(name, template: "template_\(kind)", owner: "shop_owner")
    return TestShop(postgres: postgres, database: name)
  }

  private func build(_ kind: Kind, unless built: inout Set<Kind>) throws {
    guard !built.contains(kind) else { return }
    let base: Kind? =
      switch kind {
      case .empty: nil
      case .legacy: .empty
      case .expanded, .contracted: .legacy
      case .expandedInspected: .expanded
      case .contractedInspected: .contracted
      }
    if let base { try build(base, unless: &built) }
    let name = "template_\(kind)"
    // A build that failed is tried again by the next test, which shall see the same error.
    try postgres.dropDatabase(name)
    try postgres.createDatabase(
      name, template: base.map { "template_\($0)" } ?? "template0", owner: "shop_owner")
    try furnish(TestShop(postgres: postgres, database: name, isTemplate: true), as: kind)
    built.insert(kind)
  }

  private func furnish(_ shop: TestShop, as kind: Kind) throws {
    switch kind {
    case .empty:
      break
    case .legacy:
      try shop.load("Tests/shops/legacy.sql")
      try shop.psql(
        """
        grant select, insert, update, delete on all tables in schema public to shop_program;
        grant usage on all sequences in schema public to shop_program;
        """, user: "shop_owner")
    case .expanded, .contracted:
      try shop.migrateSuccessfully("roles", user: "postgres")
      try shop.migrateSuccessfully("up")
      if kind == .contracted { try shop.migrateSuccessfully("up", "--contract", "--accept", "all") }
      // Whatever has no lines is a ghost at once, no round begins, and no audit says so: a shop begins without one.
      try shop.psql(
        """
        set session_replication_role = replica;
        update shipkeeper.settings set ghost_after = '0', round_every = '0';
        """)
      for role in ["runner", "analyst", "operator"] {
        try postgres.psql(
          """
          select format('create role shop_%s login in role shipkeeper_%1$s', '\(role)')
          where to_regrole('shop_\(role)') is null \\gexec
          """)
      }
    case .expandedInspected, .contractedInspected:
      // Of PostgreSQL's own builds, those from PyPI lack plpgsql_check: the tests that need it are skipped there.
      try shop.psql(
        """
        create extension pgtap;
        select 'create extension plpgsql_check' from pg_available_extensions where name = 'plpgsql_check' \\gexec
        """)
    }
  }
}
