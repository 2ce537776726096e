import Foundation
import Glibc
import PrivatePostgres
import ProofSupport
import TestSupport

/// Says what did not hold; what it is and how it is run, the script beside it says.
do {
  let arguments = CommandLine.arguments.dropFirst()
  let shops = arguments.first.flatMap { Int($0) } ?? 500
  let folder = "Tests/proof/lots/without"
  let rules = try FileManager.default
    .contentsOfDirectory(atPath: "\(ProductPath.repository)/\(folder)").sorted()
  let without = arguments.contains("--rules") ? rules.map { Optional("\(folder)/\($0)") } : [nil]
  let server = try ShopServer()
  var isWell = true
  for rule in without {
    let start = ContinuousClock.now
    var lots = Lots(server: server, without: rule)
    var (done, failed) = (0, 0)
    while done < shops && (rule == nil || failed == 0) {
      let seed = Dice.seed &+ UInt64(done)
      let findings = try lots.trial(seed: seed)
      done += 1
      if done % 50 == 0 { say("\(done) shops") }
      guard !findings.isEmpty else { continue }
      failed += 1
      say("does not hold (SHIPKEEPER_SEED=\(seed) Tests/proof/lots/run 1):")
      for finding in findings.prefix(rule == nil ? 100 : 3) { say("  \(finding)") }
    }
    let seconds = Int((ContinuousClock.now - start) / .seconds(1))
    print(
      "\(rule ?? "all rules"): \(done) shops, \(lots.deeds) deeds, \(lots.kills) kills, "
        + "\(lots.changes) lines changed, "
        + "\(failed) shops not as they should be (seed \(Dice.seed), \(seconds) s)")
    isWell = isWell && (failed == 0) == (rule == nil)
  }
  exit(isWell ? 0 : 1)
} catch {
  say("\(error)")
  exit(1)
}
