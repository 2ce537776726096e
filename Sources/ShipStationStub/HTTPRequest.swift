/// One request as read from the wire.
struct HTTPRequest: Sendable {
  let method: String
  let path: String
  let query: String
  /// Names in lower case.
  let headers: [String: String]
  var body: [UInt8] = []
  let isOldProtocol: Bool

  /// Reads the request line and the header fields, without the blank line; nil when malformed.
  init?(head: ArraySlice<UInt8>) {
    let lines = String(decoding: head, as: UTF8.self).split(separator: "\r\n")
    let words = lines.first?.split(separator: " ", omittingEmptySubsequences: false) ?? []
    guard words.count == 3, words[1].hasPrefix("/"), words[2].hasPrefix("HTTP/1.") else {
      return nil
    }
    let target = words[1].split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    var headers: [String: String] = [:]
    for line in lines.dropFirst() {
      let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2 else { return nil }
      let value = parts[1].drop { $0 == " " || $0 == "\t" }
      headers[parts[0].lowercased()] = String(value)
    }
    method = String(words[0])
    path = String(target[0])
    query = target.count == 2 ? String(target[1]) : ""
    isOldProtocol = words[2] == "HTTP/1.0"
    self.headers = headers
  }

  /// Whether the connection is to be closed after the answer.
  var asksToClose: Bool {
    let connection = headers["connection"]?.lowercased()
    return isOldProtocol ? connection != "keep-alive" : connection == "close"
  }
}
