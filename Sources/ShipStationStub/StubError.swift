/// Why a stub or one of its orders cannot be made.
public enum StubError: Error, Sendable, Equatable {
  /// A call of the system failed, with its error number.
  case system(String, Int32)
  /// A document has no integer orderId.
  case noOrderId
}
