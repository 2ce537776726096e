import Glibc

/// Random numbers that a seed repeats.
package struct Dice: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// The dice of this seed.
  package init(seed: UInt64) { state = seed }

  /// The seed of this run: SHIPKEEPER_SEED, or one drawn now.
  package static let seed: UInt64 =
    getenv("SHIPKEEPER_SEED").flatMap { UInt64(String(cString: $0)) } ?? .random(in: 1...999_999)

  /// The next number: SplitMix64.
  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A number of this range.
  package mutating func roll(_ range: ClosedRange<Int>) -> Int { .random(in: range, using: &self) }

  /// One of these, which must be some.
  package mutating func pick<T>(_ choices: [T]) -> T { choices[roll(0...choices.count - 1)] }

  /// True once in so many times.
  package mutating func once(in times: Int) -> Bool { roll(1...times) == 1 }
}
