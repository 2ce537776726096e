/// Checks the `Authorization` header.
enum BasicCredentials {
  static func header(key: String, secret: String) -> String {
    "Basic " + base64(Array("\(key):\(secret)".utf8))
  }

  static func accepts(_ header: String?, key: String, secret: String) -> Bool {
    guard let header, header.lowercased().hasPrefix("basic ") else { return false }
    let sent = header.dropFirst(6).drop { $0 == " " }
    return sent == self.header(key: key, secret: secret).dropFirst(6)
  }

  private static func base64(_ bytes: [UInt8]) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var out: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
      for place in 0..<4 {
        out.append(
          place <= group.count ? alphabet[bits >> (18 - 6 * place) & 63] : UInt8(ascii: "="))
      }
    }
    return String(decoding: out, as: UTF8.self)
  }
}
