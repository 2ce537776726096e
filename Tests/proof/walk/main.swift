import Foundation
import Glibc
import PrivatePostgres
import ProofSupport
import TestSupport

/// Walks, and says what did not hold; what it is and how it is run, the script beside it says.
do {
  let arguments = CommandLine.arguments.dropFirst()
  let steps = arguments.first.flatMap { Int($0) } ?? 10_000
  let folder = "Tests/proof/walk/without"
  let rules = try FileManager.default
    .contentsOfDirectory(atPath: "\(ProductPath.repository)/\(folder)").sorted()
  let without = arguments.contains("--rules") ? rules.map { Optional("\(folder)/\($0)") } : [nil]
  let server = try ShopServer()
  var isWell = true
  for rule in without {
    let start = ContinuousClock.now
    var walk = Walks(server: server, without: rule)
    let findings = try walk.run(steps, stopsAtFinding: rule != nil)
    let seconds = Int((ContinuousClock.now - start) / .seconds(1))
    print(
      "\(rule ?? "all rules"): \(walk.steps) steps, \(walk.looks) comparisons, \(walk.differences) differences reported, "
        + "\(findings.count) not (seed \(Dice.seed), \(seconds) s)")
    for finding in findings.prefix(20) { print("  \(finding)") }
    isWell = isWell && findings.isEmpty == (rule == nil)
  }
  exit(isWell ? 0 : 1)
} catch {
  say("\(error)")
  exit(1)
}
