/// One answer before it is sent.
struct Answer: Sendable {
  var status: Int
  var headers: [(name: String, value: String)] = []
  var body: [UInt8]
  var contentType = "application/json; charset=utf-8"

  init(_ status: Int, _ body: [UInt8]) {
    self.status = status
    self.body = body
  }

  init(_ status: Int, _ json: JSON) {
    self.init(status, json.bytes)
  }

  /// An error as ASP.NET words it.
  static func error(_ status: Int, _ message: String) -> Answer {
    Answer(status, ["Message": .string(message)])
  }

  /// A 400 that names the field at fault.
  static func invalid(_ field: String, _ message: String) -> Answer {
    Answer(
      400,
      [
        "Message": "The request is invalid.",
        "ModelState": .object([JSONMember("apiOrder.\(field)", [.string(message)])]),
      ])
  }

  static var rateLimited: Answer { Answer(429, ["message": "Too Many Requests"]) }

  static var unauthorized: Answer {
    var answer = Answer(401, ["message": "Invalid API credentials"])
    answer.headers.append(("WWW-Authenticate", "Basic realm=\"ShipStation\""))
    return answer
  }

  static var html: Answer {
    let page = """
      <!DOCTYPE html>
      <html><head><title>Service unavailable</title></head>
      <body><h1>We will be back soon</h1></body></html>

      """
    var answer = Answer(200, Array(page.utf8))
    answer.contentType = "text/html; charset=utf-8"
    return answer
  }

  /// The answer of a status without its own reason.
  static func usual(_ status: Int) -> Answer {
    switch status {
    case 401: return unauthorized
    case 404: return .error(404, "Order not found.")
    case 429: return rateLimited
    case 500:
      return Answer(
        500,
        [
          "Message": "An error has occurred.",
          "ExceptionMessage": "Object reference not set to an instance of an object.",
        ])
    default: return .error(status, reason(status))
    }
  }

  /// The bytes of the status line and the header fields.
  func head(date: Int64, closing: Bool) -> [UInt8] {
    var text = "HTTP/1.1 \(status) \(Self.reason(status))\r\n"
    text += "Date: \(HTTPDate.text(unixMilliseconds: date))\r\n"
    if headers.allSatisfy({ $0.name.lowercased() != "content-type" }) {
      text += "Content-Type: \(contentType)\r\n"
    }
    if status != 204 && status != 304 { text += "Content-Length: \(body.count)\r\n" }
    for header in headers { text += "\(header.name): \(header.value)\r\n" }
    if closing { text += "Connection: close\r\n" }
    return Array((text + "\r\n").utf8)
  }

  private static func reason(_ status: Int) -> String {
    let reasons = [
      200: "OK", 201: "Created", 204: "No Content", 301: "Moved Permanently", 302: "Found",
      307: "Temporary Redirect", 400: "Bad Request", 401: "Unauthorized",
      402: "Payment Required", 403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed",
      429: "Too Many Requests", 500: "Internal Server Error", 502: "Bad Gateway",
      503: "Service Unavailable", 504: "Gateway Timeout",
    ]
    return reasons[status] ?? "Status"
  }
}
