import Glibc

/// One side's messages of PostgreSQL's protocol, read from a socket.
struct Conversation {
  /// The socket.
  let descriptor: Int32

  /// The bytes of the message that opens a connection, which has no type; nil when the peer is gone.
  func opening() -> [UInt8]? {
    guard let length = read(4) else { return nil }
    guard let rest = read(Self.count(length)) else { return nil }
    return length + rest
  }

  /// All bytes up to the end of a message of one of these types; nil when the peer is gone.
  func messages(until types: Set<UInt8>) -> [UInt8]? {
    var bytes: [UInt8] = []
    while true {
      guard let head = read(5) else { return nil }
      bytes += head
      guard let rest = read(Self.count(Array(head[1...]))) else { return nil }
      bytes += rest
      if types.contains(head[0]) { return bytes }
    }
  }

  /// Writes all bytes; false when the peer is gone.
  func send(_ bytes: [UInt8]) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  /// The messages in these bytes, each with its type.
  static func split(_ bytes: [UInt8]) -> [(type: UInt8, content: ArraySlice<UInt8>)] {
    var found: [(type: UInt8, content: ArraySlice<UInt8>)] = []
    var rest = bytes[...]
    while rest.count >= 5 {
      let end = rest.startIndex + 5 + count(Array(rest.dropFirst().prefix(4)))
      found.append((rest[rest.startIndex], rest[(rest.startIndex + 5)..<end]))
      rest = rest[end...]
    }
    return found
  }

  /// The length of what follows a length, which counts itself.
  private static func count(_ length: [UInt8]) -> Int {
    length.reduce(0) { $0 << 8 | Int($1) } - 4
  }

  private func read(_ count: Int) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: count)
    var filled = 0
    while filled < count {
      let part = bytes.withUnsafeMutableBytes {
        Glibc.recv(descriptor, $0.baseAddress! + filled, count - filled, 0)
      }
      if part < 0 && errno == EINTR { continue }
      guard part > 0 else { return nil }
      filled += part
    }
    return bytes
  }
}
