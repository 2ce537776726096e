/// What becomes of one field of a resource that is written.
enum FieldRule: Sendable {
  /// Taken from the body; this when omitted or null.
  case input(JSON)
  /// Like input, but older documents lack it, and it is not added to them.
  case recentInput(JSON)
  /// Kept from the stored resource, this in a new one; the body is ignored.
  case readOnly(JSON)
  /// This, whatever the body and the stored resource say.
  case value(JSON)
}
