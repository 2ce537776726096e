import CLibcurl
import Glibc

/// What the runner reads itself, under libFuzzer: the base URL, requests the database asks for, the lines of an answer's header.
///
/// The second opinion is libcurl's own parser of URLs, which decides where a request goes, and for the rest plain loops over bytes.
@_cdecl("LLVMFuzzerTestOneInput")
public func runOne(_ data: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: data, count: count))
  guard let first = bytes.first else { return 0 }
  let rest = Array(bytes.dropFirst())
  switch first % 3 {
  case 0: checkOrigin(String(decoding: rest, as: UTF8.self))
  case 1: checkRequest(rest)
  default: checkReception(rest)
  }
  return 0
}

private func checkOrigin(_ text: String) {
  guard let origin = try? Origin(text) else { return }
  let parts = Parts(origin.url)
  precondition(parts.scheme == "https" || parts.scheme == "http" && origin.isLoopback)
  precondition(
    parts.user == nil && parts.password == nil && parts.query == nil && parts.fragment == nil)
  precondition(parts.path == "/" || parts.path == nil)
  if origin.isLoopback { precondition(isLoopback(parts.host)) }
  // A request of ours stays on that host.
  let whole = Parts(origin.url + "/orders/17")
  precondition(whole.host == parts.host && whole.port == parts.port && whole.scheme == parts.scheme)
  precondition(whole.path == "/orders/17")
}

/// By what the address means, not by how it looks.
private func isLoopback(_ host: String?) -> Bool {
  var four = in_addr()
  var six = in6_addr()
  guard let host else { return false }
  let bare = host.split(whereSeparator: { "[]".contains($0) }).joined()
  if inet_pton(AF_INET, bare, &four) == 1 { return UInt32(bigEndian: four.s_addr) >> 24 == 127 }
  if inet_pton(AF_INET6, bare, &six) == 1 {
    return withUnsafeBytes(of: six) { Array($0) == Array(repeating: 0, count: 15) + [1] }
  }
  return host == "localhost"
}

private func checkRequest(_ bytes: [UInt8]) {
  let parts = bytes.split(separator: 0x0A, maxSplits: 2, omittingEmptySubsequences: false)
  guard parts.count == 3 else { return }
  var row: Row = [
    "request": Array("1".utf8), "method": Array(parts[0]), "path": Array(parts[1]),
    "timeout_seconds": Array(parts[2]), "send_within_seconds": Array("5".utf8),
  ]
  if parts[2].count % 2 == 1 { row["body"] = Array(parts[2]) }
  guard let request = try? Request(row) else { return }
  precondition(request.timeout >= .zero && request.timeout <= .seconds(3600))
  precondition(request.isKnown == mayBeSent(Array(parts[0]), Array(parts[1]), row["body"]))
  guard request.isKnown else { return }
  let url = Parts("https://ssapi.example.com" + request.path)
  precondition(url.host == "ssapi.example.com" && url.user == nil && url.fragment == nil)
  let path = url.path ?? ""
  precondition(
    path == "/orders" || path == "/shipments" || path == "/orders/createorder"
      || path.hasPrefix("/orders/"))
  precondition(!path.contains("..") && !path.dropFirst("/orders/".count).contains("/"))
}

private func mayBeSent(_ method: [UInt8], _ path: [UInt8], _ body: [UInt8]?) -> Bool {
  guard path.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return false }
  if method == Array("POST".utf8) {
    return body.map { !$0.isEmpty } ?? false && path == Array("/orders/createorder".utf8)
  }
  guard method == Array("GET".utf8), body == nil else { return false }
  for list in ["/orders", "/shipments"].map({ Array($0.utf8) }) where path.starts(with: list) {
    let query = path.dropFirst(list.count)
    if query.isEmpty || query.first == 0x3F && !query.contains(0x23) && !query.contains(0x5C) {
      return true
    }
  }
  let prefix = Array("/orders/".utf8)
  let id = path.dropFirst(prefix.count)
  return path.starts(with: prefix) && (1...19).contains(id.count)
    && id.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
}

private func checkReception(_ bytes: [UInt8]) {
  var reception = Reception(limit: 64, isForHeaders: true)
  var expected: [UInt8] = []
  for line in bytes.split(separator: 0x0A) {
    var line = Array(line)
    if line.starts(with: Array("HTTP/".utf8)) { expected = [] }
    let fits = expected.count + line.count <= 64
    let length = line.count
    let taken = line.withUnsafeMutableBytes { raw in
      withUnsafeMutablePointer(to: &reception) {
        Reception.callback(raw.baseAddress?.assumingMemoryBound(to: CChar.self), 1, length, $0)
      }
    }
    precondition(taken == (fits ? length : 0) && reception.hasOverflowed == !fits)
    guard fits else { return }
    expected += line
    precondition(reception.bytes == expected)
  }
}

/// A URL as libcurl takes it apart.
private struct Parts {
  var scheme, user, password, host, port, path, query, fragment: String?

  init(_ text: String) {
    let url = curl_url()
    defer { curl_url_cleanup(url) }
    precondition(
      curl_url_set(url, CURLUPART_URL, text, 0) == CURLUE_OK || text.utf8.contains(0),
      "libcurl refuses \(text)")
    func part(_ part: CURLUPart) -> String? {
      var value: UnsafeMutablePointer<CChar>?
      guard curl_url_get(url, part, &value, 0) == CURLUE_OK, let value else { return nil }
      defer { curl_free(value) }
      return String(cString: value)
    }
    (scheme, user, password, host) = (
      part(CURLUPART_SCHEME), part(CURLUPART_USER), part(CURLUPART_PASSWORD), part(CURLUPART_HOST)
    )
    (port, path, query, fragment) = (
      part(CURLUPART_PORT), part(CURLUPART_PATH), part(CURLUPART_QUERY), part(CURLUPART_FRAGMENT)
    )
  }
}
