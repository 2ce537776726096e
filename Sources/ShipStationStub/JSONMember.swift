/// One name and value of a JSON object.
public struct JSONMember: Sendable, Equatable {
  /// The name, with its escapes resolved.
  public var name: String
  /// The value.
  public var value: JSON

  /// A member of this name and value.
  public init(_ name: String, _ value: JSON) {
    self.name = name
    self.value = value
  }
}
