extension JSON {
  /// Reads a document; throws ``JSONError`` where it is not JSON.
  public init(parsing bytes: [UInt8]) throws(JSONError) {
    self = try JSONParser.parse(bytes)
  }

  /// Reads a document; throws ``JSONError`` where it is not JSON.
  public init(parsing text: String) throws(JSONError) {
    self = try JSONParser.parse(Array(text.utf8))
  }

  /// The document as compact UTF-8 text.
  public var bytes: [UInt8] {
    var out: [UInt8] = []
    write(to: &out)
    return out
  }

  private func write(to out: inout [UInt8]) {
    switch self {
    case .null: out += "null".utf8
    case .bool(let value): out += (value ? "true" : "false").utf8
    case .number(let text): out += text.utf8
    case .string(let text): Self.write(text, to: &out)
    case .array(let elements): Self.write(elements, to: &out)
    case .object(let members): Self.write(members, to: &out)
    }
  }

  private static func write(_ elements: [JSON], to out: inout [UInt8]) {
    out.append(UInt8(ascii: "["))
    for (index, element) in elements.enumerated() {
      if index > 0 { out.append(UInt8(ascii: ",")) }
      element.write(to: &out)
    }
    out.append(UInt8(ascii: "]"))
  }

  private static func write(_ members: [JSONMember], to out: inout [UInt8]) {
    out.append(UInt8(ascii: "{"))
    for (index, member) in members.enumerated() {
      if index > 0 { out.append(UInt8(ascii: ",")) }
      write(member.name, to: &out)
      out.append(UInt8(ascii: ":"))
      member.value.write(to: &out)
    }
    out.append(UInt8(ascii: "}"))
  }

  private static func write(_ text: String, to out: inout [UInt8]) {
    out.append(UInt8(ascii: "\""))
    defer { out.append(UInt8(ascii: "\"")) }
    let isPlain = text.utf8.allSatisfy { $0 >= 32 && $0 != 34 && $0 != 92 }
    if isPlain {
      out += text.utf8
      return
    }
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): out += [UInt8(ascii: "\\"), byte]
      case 10: out += #"\n"#.utf8
      case 13: out += #"\r"#.utf8
      case 9: out += #"\t"#.utf8
      case 0..<32:
        let digits = String(byte, radix: 16)
        out += "\\u".utf8
        out += String(repeating: "0", count: 4 - digits.utf8.count).utf8
        out += digits.utf8
      default: out.append(byte)
      }
    }
  }
}
