import PrivatePostgres

/// How few requests heal a shop, and how long the sync takes with what they bring. Prints tables
/// in Markdown; the run that it needs is described in the script beside it.

var parts = CommandLine.arguments.dropFirst()
let runs = parts.first.flatMap { Int($0) } ?? 5
if parts.first.flatMap({ Int($0) }) != nil { parts.removeFirst() }
let known = ["heal", "idle", "pages", "profile"]
guard runs > 0, parts.allSatisfy(known.contains) else {
  throw Command.Failure(description: "usage: [RUNS] [\(known.joined(separator: "|"))]...")
}
let wanted = parts.isEmpty ? ["heal", "idle", "pages"] : Array(parts)

var benchmark = try Benchmark(runs: runs)
if wanted.contains("heal") { try benchmark.heal() }
if wanted.contains("idle") { try benchmark.idle() }
if wanted.contains("pages") { try benchmark.pages() }
if wanted.contains("profile") { try benchmark.profile() }
if wanted != ["profile"] { benchmark.report.printGoals() }
