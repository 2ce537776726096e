/// A decimal number with its scale, exact: `1.00` has scale 2.
struct ExactNumber: Equatable {
  private(set) var digits: Int64
  private(set) var scale: Int

  static let zero = ExactNumber(digits: 0, scale: 0)

  private init(digits: Int64, scale: Int) {
    self.digits = digits
    self.scale = scale
  }

  /// Reads a JSON number without exponent that fits 18 digits; nil for any other.
  init?(_ json: JSON?) {
    guard case .number(let text)? = json else { return nil }
    let parts = text.split(separator: ".", maxSplits: 1)
    let fraction = parts.count == 2 ? parts[1] : ""
    guard fraction.utf8.count <= 8, let digits = Int64(parts[0] + fraction),
      digits.magnitude < 1_000_000_000_000_000_000
    else { return nil }
    self.init(digits: digits, scale: fraction.utf8.count)
  }

  static func + (left: ExactNumber, right: ExactNumber) -> ExactNumber? {
    let scale = max(left.scale, right.scale)
    guard let first = left.widened(to: scale), let second = right.widened(to: scale) else {
      return nil
    }
    let (sum, overflow) = first.addingReportingOverflow(second)
    return overflow ? nil : ExactNumber(digits: sum, scale: scale)
  }

  static func * (left: ExactNumber, right: ExactNumber) -> ExactNumber? {
    let (product, overflow) = left.digits.multipliedReportingOverflow(by: right.digits)
    return overflow ? nil : ExactNumber(digits: product, scale: left.scale + right.scale)
  }

  /// Whether both are the same number, whatever the scale.
  func isSameNumber(as other: ExactNumber) -> Bool {
    let scale = max(scale, other.scale)
    return widened(to: scale) == other.widened(to: scale)
  }

  var json: JSON {
    guard scale > 0 else { return .number(String(digits)) }
    let text = WallTime.padded(Int(digits.magnitude), scale + 1)
    return .number(
      (digits < 0 ? "-" : "") + text.dropLast(scale) + "." + text.suffix(scale))
  }

  private func widened(to scale: Int) -> Int64? {
    var value = digits
    for _ in self.scale..<max(self.scale, scale) {
      let (wider, overflow) = value.multipliedReportingOverflow(by: 10)
      if overflow { return nil }
      value = wider
    }
    return value
  }
}
