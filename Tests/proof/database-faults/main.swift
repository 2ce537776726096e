import Glibc
import ProofSupport

/// What a failing database does to the work; what it prints and how it is run, the script beside it
/// says.
do {
  let trials = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 20
  let only = CommandLine.arguments.dropFirst(2)
  var proof = try DatabaseFaults(only: Array(only))
  try proof.run(trials)
  exit(proof.end())
} catch {
  say("\(error)")
  exit(1)
}
