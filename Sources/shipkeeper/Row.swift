/// One row of a result: the bytes of each column that is not null.
typealias Row = [String: [UInt8]]

extension Row {
  /// A column as text; nil when it is null.
  func text(_ name: String) -> String? { self[name].map { String(decoding: $0, as: UTF8.self) } }

  /// A column that must not be null.
  func required(_ column: String) throws -> String {
    guard let value = text(column) else { throw Fault.notUnderstood("no \(column)") }
    return value
  }

  /// A column of seconds; an hour bounds every wait and every limit.
  func duration(_ column: String) throws -> Duration {
    guard let seconds = Double(try required(column)), seconds >= 0 else {
      throw Fault.notUnderstood("a \(column) that is no duration")
    }
    return .seconds(Swift.min(seconds, 3600))
  }
}
