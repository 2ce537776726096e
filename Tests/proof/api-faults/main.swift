import Glibc
import ProofSupport

/// A random walk over all that the API can do wrong; what it prints and how it is run, the script
/// beside it says.
do {
  let requests = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 10_000
  var proof = try APIFaults(requests: requests)
  try proof.walk()
  try proof.oneLongCycle()
  exit(proof.end())
} catch {
  say("\(error)")
  exit(1)
}
