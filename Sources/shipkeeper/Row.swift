/// One row of a result, by column name.
struct Row {
  /// The bytes of each column that is not null.
  let columns: [String: [UInt8]]

  /// A column as text; nil when it is null.
  subscript(column: String) -> String? {
    columns[column].map { String(decoding: $0, as: UTF8.self) }
  }

  /// A column that must not be null.
  func required(_ column: String) throws -> String {
    guard let value = self[column] else { throw Fault.notUnderstood("no \(column)") }
    return value
  }

  /// A column of seconds; an hour bounds every wait and every limit.
  func duration(_ column: String) throws -> Duration {
    guard let seconds = Double(try required(column)), seconds >= 0 else {
      throw Fault.notUnderstood("a \(column) that is no duration")
    }
    return .seconds(min(seconds, 3600))
  }
}
