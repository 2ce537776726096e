/// What the benchmark prints: tables in Markdown, and goals met or missed.
struct Report {
  /// One goal of the project and what came of it.
  private struct Goal {
    var name: String
    var limit: String
    var measured: String
    var isMet: Bool
  }

  private var goals: [Goal] = []
  private var peak = 0.0
  private var refusals = 0

  /// Prints a table; the first column is text, the others are figures.
  func table(_ title: String, _ header: [String], _ rows: [[String]]) {
    print("\n\(title)\n")
    print(line(header))
    print(line(["---"] + Array(repeating: "--:", count: header.count - 1)))
    for row in rows { print(line(row)) }
  }

  /// Notes a goal: the measured value may be at most the limit, or, strict, must be below it.
  mutating func goal(
    _ name: String, _ measured: Double, atMost limit: Double? = nil, below strict: Double? = nil,
    unit: String = ""
  ) {
    let bound = limit ?? strict ?? 0
    goals.append(
      Goal(
        name: name, limit: (limit == nil ? "below " : "at most ") + text(bound, 0) + unit,
        measured: text(measured, measured == measured.rounded() ? 0 : 3) + unit,
        isMet: limit == nil ? measured < bound : measured <= bound))
  }

  /// Counts a cycle's peak of memory and its refused requests.
  mutating func count(megabytes: Double, refusals: Int) {
    peak = max(peak, megabytes)
    self.refusals += refusals
  }

  /// Prints the goals, those about all cycles last.
  mutating func printGoals() {
    goal("requests refused with 429 in all cycles", Double(refusals), atMost: 0)
    goal("peak memory of the runner in all cycles", peak, below: 40, unit: " MB")
    table(
      "Goals:", ["goal", "measured", "limit", ""],
      goals.map { [$0.name, $0.measured, $0.limit, $0.isMet ? "met" : "**missed**"] })
  }

  private func line(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }
}

/// A figure with so many digits behind the point.
func text(_ value: Double, _ digits: Int) -> String {
  var scale = 1.0
  for _ in 0..<digits { scale *= 10 }
  let scaled = (value * scale).rounded()
  guard digits > 0 else { return String(Int(scaled)) }
  let fraction = String(abs(Int(scaled)) % Int(scale))
  let padding = String(repeating: "0", count: digits - fraction.count)
  return "\(scaled < 0 ? "-" : "")\(abs(Int(scaled)) / Int(scale)).\(padding)\(fraction)"
}

/// The middle one; of an even number the upper.
func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

/// `median (min to max)`.
func spread(_ values: [Double], _ digits: Int) -> String {
  let (least, most) = (values.min() ?? 0, values.max() ?? 0)
  return "\(text(median(values), digits)) (\(text(least, digits)) to \(text(most, digits)))"
}
