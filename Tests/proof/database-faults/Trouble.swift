import ProofSupport
import TestSupport

/// A kind of trouble with the database.
protocol Trouble {
  /// What is done, in words.
  var meaning: String { get }

  /// A shop on a server that this trouble can befall.
  func world(_ model: Model, _ dice: inout Dice) throws -> World

  /// Lets some cycles meet it, and mends what it broke; what did not hold meanwhile.
  func disturb(_ world: World, _ model: Model, _ dice: inout Dice) throws -> [String]

  /// How often it really came, in words; nil: as often as it struck.
  func evidence() throws -> String?

  /// Called when its last trial is over.
  func end() throws
}

extension Trouble {
  func evidence() throws -> String? { nil }

  func end() throws {}

  /// Runs up to three cycles until it has struck at a random moment, as often as said; `mend` is
  /// called after the cycle that was struck.
  func strike(
    _ world: World, _ model: Model, _ dice: inout Dice, times: Int,
    _ strike: @escaping Lookout.Strike, mend: () throws -> Void
  ) throws -> [String] {
    var findings: [String] = []
    for time in 1...times {
      _ = model.arm(world, &dice, earlier: time - 1, strike: strike)
      for _ in 1...3 where !world.lookout.hasStruck {
        let run = try world.run(timeLimit: .seconds(120))
        if world.lookout.hasStruck { try mend() }
        findings += try world.findings() + ExitCode.problems(of: run)
        try world.shop.letTimePass()
      }
    }
    return findings
  }
}
