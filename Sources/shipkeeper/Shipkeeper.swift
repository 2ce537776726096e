import ArgumentParser
import Glibc

/// Carries requests from the shop's database to ShipStation and answers back.
@main
struct Shipkeeper: ParsableCommand {
  /// The version of this runner, as `--version` and the User-Agent show it.
  static let version = "0.1.0"

  /// The table of contents of the command line.
  static let configuration = CommandConfiguration(
    abstract: "Keeps a shop's PostgreSQL order tables true to ShipStation.",
    discussion: settingsAndExitCodes, version: version,
    subcommands: [Run.self, Check.self, ScanDuplicates.self])

  private static func exitCode(_ runner: Runner) -> ExitCode {
    // A core file would hold the key.
    var none = rlimit(rlim_cur: 0, rlim_max: 0)
    setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
    do {
      return ExitCode(try runner.cycle())
    } catch {
      let fault = error as? Fault ?? .notUnderstood("an error, \(error)")
      Log().write("error", fault.sentence)
      return ExitCode(fault.exitCode)
    }
  }

  /// The subcommand for the timer.
  struct Run: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Do one cycle of work and exit.")

    @Option(help: ArgumentHelp("Do only these kinds of work, such as ghosts.", valueName: "kinds"))
    private var only: String?
    @Flag(help: "Print the metrics as one JSON line on standard output.")
    private var json = false

    func run() throws {
      throw Shipkeeper.exitCode(Runner(kind: "run", only: only, printsMetrics: json))
    }
  }

  /// The subcommand for a person who sets things up.
  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Check settings, database, schema version and API key, and say what to do.")

    func run() throws { throw Shipkeeper.exitCode(Runner(kind: "check")) }
  }

  /// The subcommand for a shop that decides whether repeated SKUs matter to it.
  struct ScanDuplicates: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List the newest orders in ShipStation that repeat a SKU; change no order.")

    @Option(help: "How many orders to read; 500 take one request.")
    private var orders = 500
    @Flag(help: "Print the metrics as one JSON line on standard output.")
    private var json = false

    func run() throws {
      throw Shipkeeper.exitCode(Runner(kind: "scan", orders: orders, printsMetrics: json))
    }
  }
}
