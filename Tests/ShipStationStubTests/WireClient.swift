import Glibc

/// A client on a raw socket that shows what really came over the wire.
final class WireClient {
  /// How the reading of an answer ended.
  enum End: Equatable {
    case complete
    case closed
    case reset
    case timeout
  }

  /// What came of one answer.
  struct Answer {
    var raw: [UInt8] = []
    var status: Int?
    var headers: [String: String] = [:]
    var body: [UInt8] = []
    var end = End.complete

    var text: String { String(decoding: body, as: UTF8.self) }
  }

  private let descriptor: Int32
  private var buffer: [UInt8] = []

  init(port: UInt16, timeoutMilliseconds: Int = 5000) {
    let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    descriptor = socket(AF_INET, type, 0)
    var wait = timeval(
      tv_sec: timeoutMilliseconds / 1000, tv_usec: timeoutMilliseconds % 1000 * 1000)
    setsockopt(
      descriptor, SOL_SOCKET, SO_RCVTIMEO, &wait, socklen_t(MemoryLayout<timeval>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
        isConnected =
          connect(descriptor, generic, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
  }

  private(set) var isConnected = false

  deinit {
    close(descriptor)
  }

  /// Sends a request with the stub's default credentials.
  func send(
    _ method: String, _ target: String, body: [UInt8] = [],
    headers: [String] = ["Authorization: Basic c3R1Yi1rZXk6c3R1Yi1zZWNyZXQ="]
  ) {
    var head = "\(method) \(target) HTTP/1.1\r\nHost: stub\r\n"
    for header in headers { head += header + "\r\n" }
    if !body.isEmpty { head += "Content-Length: \(body.count)\r\n" }
    send(Array((head + "\r\n").utf8) + body)
  }

  func send(_ bytes: [UInt8]) {
    _ = Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL))
  }

  /// Reads one answer as far as it comes.
  func receive() -> Answer {
    var answer = Answer()
    while headEnd == nil {
      guard fill(&answer) else {
        answer.raw = buffer
        return answer
      }
    }
    let end = headEnd!
    let lines = String(decoding: buffer[..<end], as: UTF8.self).split(separator: "\r\n")
    answer.status = Int(lines[0].split(separator: " ")[1])
    for line in lines.dropFirst() {
      let parts = line.split(separator: ":", maxSplits: 1)
      answer.headers[parts[0].lowercased()] = String(parts[1].drop { $0 == " " })
    }
    let length = Int(answer.headers["content-length"] ?? "0") ?? 0
    while buffer.count < end + 4 + length, fill(&answer) {}
    answer.body = Array(buffer[(end + 4)...].prefix(length))
    answer.raw = Array(buffer.prefix(end + 4 + length))
    buffer.removeFirst(answer.raw.count)
    return answer
  }

  /// How the connection ends when nothing more is asked.
  func receiveEnd() -> End {
    var answer = Answer()
    while fill(&answer) {}
    return answer.end
  }

  private var headEnd: Int? {
    guard buffer.count >= 4 else { return nil }
    return (0...buffer.count - 4).first { buffer[$0..<$0 + 4].elementsEqual([13, 10, 13, 10]) }
  }

  private func fill(_ answer: inout Answer) -> Bool {
    var chunk = [UInt8](repeating: 0, count: 65_536)
    let count = recv(descriptor, &chunk, chunk.count, 0)
    if count > 0 {
      buffer += chunk[..<count]
      return true
    }
    answer.end = count == 0 ? .closed : errno == EAGAIN ? .timeout : .reset
    return false
  }
}
