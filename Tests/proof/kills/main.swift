import Glibc
import PrivatePostgres
import ProofSupport
import TestSupport

/// Kills the real runner in the middle of its work and looks at what is left in the end; what it
/// prints and how it is run, the script beside it says.
do {
  let trials = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 300
  var proof = try Kills()
  for trial in 0..<trials { try proof.trial(seed: Dice.seed &+ UInt64(trial)) }
  exit(proof.end(trials))
} catch {
  say("\(error)")
  exit(1)
}
