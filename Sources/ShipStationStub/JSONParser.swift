/// Reads JSON documents; bytes that are not UTF-8 are tolerated inside strings.
struct JSONParser {
  private let bytes: [UInt8]
  private var position = 0
  private var depth = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// The value of a whole document.
  static func parse(_ bytes: [UInt8]) throws(JSONError) -> JSON {
    var parser = JSONParser(bytes)
    let value = try parser.value()
    try parser.end()
    return value
  }

  /// Where the elements of a top-level member lie in the document; nil when it has no such array.
  static func spans(
    of name: String, in bytes: [UInt8]
  ) throws(JSONError) -> [Range<Int>]? {
    var parser = JSONParser(bytes)
    var spans: [Range<Int>]?
    guard parser.next() == UInt8(ascii: "{") else { return nil }
    parser.position += 1
    guard parser.next() != UInt8(ascii: "}") else { return nil }
    repeat {
      _ = parser.next()
      let member = try parser.string()
      try parser.expect(":")
      if member == name, parser.next() == UInt8(ascii: "[") {
        spans = try parser.elementSpans()
      } else {
        _ = try parser.value()
      }
    } while parser.skip(",")
    try parser.expect("}")
    try parser.end()
    return spans
  }

  private mutating func elementSpans() throws(JSONError) -> [Range<Int>] {
    var spans: [Range<Int>] = []
    try expect("[")
    if skip("]") { return spans }
    repeat {
      _ = next()
      let start = position
      _ = try value()
      spans.append(start..<position)
    } while skip(",")
    try expect("]")
    return spans
  }

  private mutating func value() throws(JSONError) -> JSON {
    guard let first = next() else { throw JSONError(offset: position) }
    depth += 1
    defer { depth -= 1 }
    guard depth <= 256 else { throw JSONError(offset: position) }
    switch first {
    case UInt8(ascii: "{"): return try object()
    case UInt8(ascii: "["): return try array()
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try literal("true", .bool(true))
    case UInt8(ascii: "f"): return try literal("false", .bool(false))
    case UInt8(ascii: "n"): return try literal("null", .null)
    default: return try number()
    }
  }

  private mutating func object() throws(JSONError) -> JSON {
    var members: [JSONMember] = []
    try expect("{")
    if skip("}") { return .object(members) }
    repeat {
      _ = next()
      let name = try string()
      try expect(":")
      members.append(JSONMember(name, try value()))
    } while skip(",")
    try expect("}")
    return .object(members)
  }

  private mutating func array() throws(JSONError) -> JSON {
    var elements: [JSON] = []
    try expect("[")
    if skip("]") { return .array(elements) }
    repeat { elements.append(try value()) } while skip(",")
    try expect("]")
    return .array(elements)
  }

  private mutating func literal(_ word: String, _ value: JSON) throws(JSONError) -> JSON {
    guard bytes[position...].starts(with: word.utf8) else { throw JSONError(offset: position) }
    position += word.utf8.count
    return value
  }

  private mutating func number() throws(JSONError) -> JSON {
    let start = position
    if peek() == UInt8(ascii: "-") { position += 1 }
    if peek() == UInt8(ascii: "0") { position += 1 } else { try digits() }
    if peek() == UInt8(ascii: ".") {
      position += 1
      try digits()
    }
    if peek() == UInt8(ascii: "e") || peek() == UInt8(ascii: "E") {
      position += 1
      if peek() == UInt8(ascii: "+") || peek() == UInt8(ascii: "-") { position += 1 }
      try digits()
    }
    return .number(String(decoding: bytes[start..<position], as: UTF8.self))
  }

  private mutating func digits() throws(JSONError) {
    let start = position
    while let byte = peek(), (0x30...0x39).contains(byte) { position += 1 }
    guard position > start else { throw JSONError(offset: position) }
  }

  private mutating func string() throws(JSONError) -> String {
    guard peek() == UInt8(ascii: "\"") else { throw JSONError(offset: position) }
    position += 1
    var text: [UInt8] = []
    while let byte = peek() {
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"): text += try escape()
      default: text.append(byte)
      }
    }
    throw JSONError(offset: position)
  }

  private mutating func escape() throws(JSONError) -> [UInt8] {
    guard let byte = peek() else { throw JSONError(offset: position) }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
    case UInt8(ascii: "b"): return [8]
    case UInt8(ascii: "f"): return [12]
    case UInt8(ascii: "n"): return [10]
    case UInt8(ascii: "r"): return [13]
    case UInt8(ascii: "t"): return [9]
    case UInt8(ascii: "u"): return try unicode()
    default: throw JSONError(offset: position - 1)
    }
  }

  private mutating func unicode() throws(JSONError) -> [UInt8] {
    var units = [try hexadecimal()]
    if UTF16.isLeadSurrogate(units[0]), bytes[position...].starts(with: #"\u"#.utf8) {
      position += 2
      units.append(try hexadecimal())
    }
    return Array(String(decoding: units, as: UTF16.self).utf8)
  }

  private mutating func hexadecimal() throws(JSONError) -> UInt16 {
    let digits = String(decoding: bytes[position...].prefix(4), as: UTF8.self)
    guard digits.utf8.count == 4, let unit = UInt16(digits, radix: 16) else {
      throw JSONError(offset: position)
    }
    position += 4
    return unit
  }

  private func peek() -> UInt8? {
    position < bytes.count ? bytes[position] : nil
  }

  /// The next byte that is no blank.
  private mutating func next() -> UInt8? {
    while let byte = peek(), byte == 32 || byte == 10 || byte == 13 || byte == 9 { position += 1 }
    return peek()
  }

  private mutating func skip(_ mark: Unicode.Scalar) -> Bool {
    guard next() == UInt8(ascii: mark) else { return false }
    position += 1
    return true
  }

  private mutating func expect(_ mark: Unicode.Scalar) throws(JSONError) {
    guard skip(mark) else { throw JSONError(offset: position) }
  }

  private mutating func end() throws(JSONError) {
    guard next() == nil else { throw JSONError(offset: position) }
  }
}
