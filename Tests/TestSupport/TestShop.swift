public import PrivatePostgres

/// A shop's database that one test has for itself; it goes with its last reference.
public final class TestShop: Sendable {
  /// The server it lies on.
  public let postgres: PrivatePostgres
  /// The database's name.
  public let database: String
  private let isTemplate: Bool

  init(postgres: PrivatePostgres, database: String, isTemplate: Bool = false) {
    self.postgres = postgres
    self.database = database
    self.isTemplate = isTemplate
  }

  deinit {
    if !isTemplate { try? postgres.dropDatabase(database) }
  }

  /// The variables by which a program reaches it as one of the roles of ``ShopServer``.
  public func environment(user: String = "shop_runner") -> [String: String] {
    postgres.environment(database: database, user: user)
  }

  /// Runs SQL as a superuser, or as somebody else, and returns the rows as ``PrivatePostgres`` does.
  @discardableResult
  public func psql(_ sql: String, user: String = "postgres", arguments: [String] = []) throws
    -> String
  {
    try postgres.psql(sql, database: database, user: user, arguments: arguments)
  }

  /// Runs a file of the repository as the shop's owner, or as somebody else.
  @discardableResult
  public func load(_ path: String, user: String = "shop_owner") throws -> String {
    try psql("", user: user, arguments: ["-f", "\(ProductPath.repository)/\(path)"])
  }

  /// Whether the server's memberships have the option SET: PostgreSQL 16 and later.
  public func knowsSetOption() throws -> Bool {
    try psql("select current_setting('server_version_num')::integer >= 160000").hasPrefix("t")
  }

  /// Runs the migration driver as the shop's owner, or as somebody else, whatever its status.
  public func migrate(
    _ arguments: String..., user: String = "shop_owner", timeLimit: Duration = .seconds(120)
  ) throws -> Command.Output {
    try Command.run(
      ProductPath.migrate, arguments, environment: environment(user: user), timeLimit: timeLimit)
  }

  /// Runs the migration driver, which must succeed.
  @discardableResult
  public func migrateSuccessfully(_ arguments: String..., user: String = "shop_owner") throws
    -> String
  {
    try Command.output(
      of: ProductPath.migrate, arguments, environment: environment(user: user),
      timeLimit: .seconds(120))
  }
}
