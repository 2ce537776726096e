import PrivatePostgres
import TestSupport
import Testing

/// What plpgsql_check finds in our functions: by reading them, and by counting what the tests run.
@Suite struct FunctionCheckTests {
  @Test func noFunctionDrawsAWarning() throws {
    let shop = try ShopServer.shared.newShop(.inspected)
    let findings = try shop.psql(
      """
      with used as (
        select distinct t.tgfoid, t.tgrelid, t.tgoldtable, t.tgnewtable from pg_trigger as t
      )
      select format(
        '%s line %s: %s: %s', p.oid::regprocedure, c.lineno, c.level,
        concat_ws(' ', c.message, c.detail, c.hint)
      )
      from pg_proc as p
      join pg_language as l on l.oid = p.prolang and l.lanname = 'plpgsql'
      left join used as u on u.tgfoid = p.oid
      cross join lateral plpgsql_check_function_tb(
        p.oid, coalesce(u.tgrelid, 0), fatal_errors => false, all_warnings => true,
        oldtable => u.tgoldtable, newtable => u.tgnewtable
      ) as c
      where p.pronamespace::regnamespace::text like 'shipkeeper%'
        -- By its own words a guess: no function with dynamic SQL escapes it.
        and c.detail is distinct from
          'attention: cannot to determine volatility of used dynamic SQL'
        -- A domain over text, which checks and documents what planners answer: the cast is what it is there for.
        and c.detail is distinct from 'cast "text" value to "shipkeeper.plan_result" type'
      order by p.oid::regprocedure::text, c.lineno;
      """)
    if !findings.isEmpty { Issue.record("\(findings)") }
  }

  /// The share of statements of our functions that the files of `Tests/sql` must run, in per cent.
  static let threshold = 95.0

  @Test func testsRunTheStatements() throws {
    // The profiler counts across sessions only if it is loaded before them.
    let server = try ShopServer(
      settings: ["shared_preload_libraries": "plpgsql,plpgsql_check"])
    let shop = try server.newShop(.inspected)
    for path in try PgTAPTests.files.get() {
      // Whether a file passes is the business of its own case.
      _ = try Command.run(
        "\(server.postgres.binaries)/psql", ["-Xq", "-f", path],
        environment: shop.environment(user: "postgres").merging(
          ["PGOPTIONS": "-c plpgsql_check.profiler=on"]) { $1 },
        folder: ProductPath.repository, timeLimit: .seconds(180))
    }
    let report = try shop.psql(
      """
      select p.oid::regprocedure, count(s.stmtid), count(*) filter (where s.exec_stmts > 0),
        string_agg(s.lineno::text, ' ' order by s.lineno) filter (where s.exec_stmts = 0)
      from pg_proc as p
      join pg_language as l on l.oid = p.prolang and l.lanname = 'plpgsql'
      left join lateral plpgsql_profiler_function_statements_tb(p.oid) as s on true
      where p.pronamespace::regnamespace::text like 'shipkeeper%'
      group by p.oid
      order by p.oid::regprocedure::text;
      """)
    let functions = report.split(separator: "\n").map {
      Coverage($0.split(separator: "|", omittingEmptySubsequences: false))
    }
    let all = functions.reduce(0) { $0 + $1.statements }
    let run = functions.reduce(0) { $0 + $1.run }
    let share = 100 * Double(run) / Double(max(1, all))
    let below = functions.filter { $0.share < Self.threshold }.map(\.description)
    if share < Self.threshold {
      Issue.record(
        "\(run) of \(all) statements ran. Too little of:\n\(below.joined(separator: "\n"))")
    }
    let never = functions.filter { $0.run == 0 }.map(\.name)
    #expect(never == [], "No test calls these")
  }

  /// How much of a function ran.
  private struct Coverage: CustomStringConvertible {
    let name: String
    let statements: Int
    let run: Int
    let idleLines: String

    init(_ columns: [Substring]) {
      name = String(columns[0])
      statements = Int(columns[1]) ?? 0
      run = Int(columns[2]) ?? 0
      idleLines = String(columns[3])
    }

    var share: Double { statements == 0 ? 0 : 100 * Double(run) / Double(statements) }

    var description: String { "\(name): \(run) of \(statements), not lines \(idleLines)" }
  }
}
