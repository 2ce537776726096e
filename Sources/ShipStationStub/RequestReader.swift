/// Takes requests one after the other off a connection.
struct RequestReader {
  /// Why no request came.
  enum Failure: Error {
    /// The client closed the connection, or the stub stops.
    case closed
    /// The bytes are no request that the stub understands.
    case malformed
  }

  private static let largestHead = 64 * 1024
  private static let largestBody = 64 * 1024 * 1024
  private let socket: Socket
  private var buffer: [UInt8] = []

  init(_ socket: Socket) {
    self.socket = socket
  }

  mutating func next() throws(Failure) -> HTTPRequest {
    let end = try headEnd()
    guard var request = HTTPRequest(head: buffer[..<end]) else { throw .malformed }
    buffer.removeFirst(end + 4)
    guard request.headers["transfer-encoding"] == nil,
      let length = Int(request.headers["content-length"] ?? "0"),
      (0...Self.largestBody).contains(length)
    else { throw .malformed }
    if request.headers["expect"]?.lowercased() == "100-continue", buffer.count < length {
      guard socket.send(Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)) else { throw .closed }
    }
    while buffer.count < length { try fill() }
    request.body = Array(buffer.prefix(length))
    buffer.removeFirst(length)
    return request
  }

  private mutating func headEnd() throws(Failure) -> Int {
    var searched = 0
    while true {
      while searched + 4 <= buffer.count {
        if buffer[searched] == 13, buffer[searched..<searched + 4].elementsEqual([13, 10, 13, 10]) {
          return searched
        }
        searched += 1
      }
      guard buffer.count <= Self.largestHead else { throw .malformed }
      try fill()
    }
  }

  private mutating func fill() throws(Failure) {
    guard let bytes = socket.receive() else { throw .closed }
    buffer += bytes
  }
}
