import Glibc

/// How few requests heal a shop, and how long the sync takes with what they bring. Prints tables
/// in Markdown; the run that it needs is described in the script beside it.

var parts = CommandLine.arguments.dropFirst()
let runs = parts.first.flatMap { Int($0) } ?? 5
if parts.first.flatMap({ Int($0) }) != nil { parts.removeFirst() }
// By the script in Tests/proof/obvious-program: so many ghosts.
let obvious = parts.first == "obvious" ? parts.dropFirst().compactMap { Int($0) } : []
if !obvious.isEmpty { parts.removeAll() }
let known = ["heal", "idle", "pages", "locks", "profile"]
guard runs > 0, parts.allSatisfy(known.contains) else {
  fail("usage: [RUNS] [\(known.joined(separator: "|"))]...")
}
let wanted = parts.isEmpty ? ["heal", "idle", "pages", "locks"] : Array(parts)

do {
  var benchmark = try Benchmark(runs: runs)
  if !obvious.isEmpty {
    try benchmark.obvious(obvious)
    exit(0)
  }
  if wanted.contains("heal") { try benchmark.heal() }
  if wanted.contains("idle") { try benchmark.idle() }
  if wanted.contains("pages") { try benchmark.pages() }
  if wanted.contains("locks") { try benchmark.locks() }
  if wanted.contains("profile") { try benchmark.profile() }
  if wanted != ["profile"] { benchmark.report.printGoals() }
} catch {
  fail("\(error)")
}

/// Says why and ends with a status that is none of success; a figure that is wrong is worse than none.
func fail(_ sentence: String) -> Never {
  let line = Array((sentence + "\n").utf8)
  _ = write(STDERR_FILENO, line, line.count)
  exit(1)
}
