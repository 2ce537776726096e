/// The place where a document stops being JSON.
public struct JSONError: Error, Sendable, Equatable {
  /// The offset of the byte that does not fit.
  public let offset: Int
}
