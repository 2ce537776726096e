import Glibc

do {
  let demo = try Demo()
  try demo.showShop()
  try demo.install()
  try demo.runUntilTheRateLimit()
  try demo.runTheRest()
  try demo.freeRepeatedSKUs()
  try demo.followChanges()
  try demo.compare()
  try demo.updateLots()
} catch {
  Console.say("\nThe demo failed: \(error)")
  exit(1)
}
