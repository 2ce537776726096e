extension StubOrder {
  /// The orders of a file that holds one order or a list envelope, each byte for byte.
  public static func orders(inFile path: String) throws -> [StubOrder] {
    try orders(in: File.bytes(at: path))
  }

  /// The orders of all `.json` files of a folder, by file name.
  ///
  /// Files without orders are passed over.
  public static func orders(inFolder path: String) throws -> [StubOrder] {
    try File.names(in: path).filter { $0.hasSuffix(".json") }.sorted().flatMap { name in
      do {
        return try orders(inFile: path + "/" + name)
      } catch StubError.noOrderId {
        return []
      }
    }
  }

  /// The orders of a document that is one order or a list envelope, each byte for byte.
  public static func orders(in bytes: [UInt8]) throws -> [StubOrder] {
    if let spans = try JSONParser.spans(of: "orders", in: bytes) {
      return try spans.map { try StubOrder(bytes: Array(bytes[$0])) }
    }
    let blanks: Set<UInt8> = [32, 10, 13, 9]
    let trimmed = bytes.drop(while: blanks.contains).reversed().drop(while: blanks.contains)
    return [try StubOrder(bytes: Array(trimmed.reversed()))]
  }
}
