/// What the client will see of one request.
struct Outcome: Sendable {
  /// How an answer, or none, goes over the wire.
  enum Delivery: Sendable {
    case whole
    case silence
    case disconnect
    case reset
    case drip(bytesPerSecond: Int)
    case truncated(afterBytes: Int)
    case resetAfter(bytes: Int)
  }

  var answer: Answer?
  var delivery: Delivery

  /// The status that goes over the wire, if one does.
  var status: Int? { answer?.status }

  /// What a fault sends in place of the normal answer; nil when the request is to be applied.
  init?(
    replacing fault: StubFault?, limit: Int, headers: [(name: String, value: String)]
  ) {
    delivery = .whole
    var answer: Answer?
    switch fault {
    case .status(let status, let body, let extra)?:
      var faulty = Answer.usual(status)
      if let body { faulty.body = Array(body.utf8) }
      if status == 204 || status == 304 { faulty.body = [] }
      let names = Set(extra.keys.map { $0.lowercased() })
      faulty.headers = (faulty.headers + headers).filter { !names.contains($0.name.lowercased()) }
      faulty.headers += extra.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
      answer = faulty
    case .rateLimited(let seconds)?:
      var limited = Answer.rateLimited
      if let seconds {
        limited.headers = [
          ("X-Rate-Limit-Limit", String(limit)), ("X-Rate-Limit-Remaining", "0"),
          ("X-Rate-Limit-Reset", String(seconds)),
        ]
      }
      answer = limited
    case .html?:
      answer = .html
      answer?.headers += headers
    case .body(let bytes)?:
      answer = Answer(200, bytes)
      answer?.headers += headers
    case .late(let status)?: answer = .usual(status)
    case .timeout?: delivery = .silence
    case .reset?: delivery = .reset
    default: return nil
    }
    self.answer = answer
  }

  /// The normal answer, as a fault lets it through.
  init(normal answer: Answer, under fault: StubFault?) {
    self.answer = answer
    delivery = .whole
    switch fault {
    case .drip(let pace)?: delivery = .drip(bytesPerSecond: pace)
    case .truncated(let count)?: delivery = .truncated(afterBytes: count)
    case .resetAfter(let count)?: delivery = .resetAfter(bytes: count)
    case .disconnectAfterApplying?: (self.answer, delivery) = (nil, .disconnect)
    case .timeoutAfterApplying?: (self.answer, delivery) = (nil, .silence)
    case .statusAfterApplying(let status)?:
      self.answer = .usual(status)
      self.answer?.headers += answer.headers
    case .wrongOrderId?: self.answer?.body = Self.withWrongId(answer.body)
    case .emptyPage?: self.answer?.body = Self.withoutOrders(answer.body)
    default: break
    }
  }

  private static func withWrongId(_ body: [UInt8]) -> [UInt8] {
    guard var json = try? JSON(parsing: body), let id = json["orderId"]?.integer else {
      return body
    }
    json["orderId"] = JSON(id == .max ? 1 : id + 1)
    return json.bytes
  }

  private static func withoutOrders(_ body: [UInt8]) -> [UInt8] {
    guard var json = try? JSON(parsing: body), json["orders"] != nil else { return body }
    json["orders"] = .array([])
    return json.bytes
  }
}
