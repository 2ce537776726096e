/// A request the database wants to be sent.
struct Request {
  /// Its number in the database.
  let id: String
  /// The HTTP method, and path and query.
  let method, path: String
  /// The bytes to send, if any.
  let body: [UInt8]?
  /// The limit of the whole exchange, and how old the step may be when the request leaves.
  let timeout, sendWithin: Duration

  /// Reads the request out of a step.
  init(_ step: Row) throws {
    id = try step.required("request")
    method = try step.required("method")
    path = try step.required("path")
    body = step["body"]
    timeout = try step.duration("timeout_seconds")
    sendWithin = try step.duration("send_within_seconds")
  }

  /// Whether this is one of the requests Shipkeeper is made for, whatever the database says.
  var isKnown: Bool {
    guard path.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else { return false }
    // libcurl would cut a query at `#`, and some servers take a backslash for a slash.
    let reading = /\/(orders|shipments)(\?[^#\\]*)?|\/orders\/[0-9]{1,19}/
    let isReading = method == "GET" && body == nil && path.wholeMatch(of: reading) != nil
    let isWriting = method == "POST" && body?.isEmpty == false && path == "/orders/createorder"
    return isReading || isWriting
  }
}

/// What became of a request.
struct Answer {
  /// The HTTP status; nil when none came.
  var status: Int?
  /// The raw header lines of the final response, and the bytes of a body that came whole.
  var headers, body: [UInt8]?
  /// Why there is no whole answer; nil when there is one.
  var error: Failure?

  /// The reasons the database understands, in its spelling.
  enum Failure: String {
    case notSentLate = "not_sent_late"
    case notSentWritesOff = "not_sent_writes_off"
    case notSentRefused = "not_sent_refused"
    case notSentStopping = "not_sent_stopping"
    case tooLarge = "too_large"
    case timeout, connect, refused, dns, tls, reset, transport
  }
}
