import ProofSupport
import ShipStationStub

/// One thing that goes wrong with an answer, under the name it has in the table.
struct Fault: Sendable {
  let name: String
  let fault: StubFault
  /// Whether it leaves an answer that can be used, if a slow one.
  var isUsable = false
  /// Whether it ends the cycle.
  var stops = false

  /// All names, and what they stand for.
  static let names: [(name: String, meaning: String)] = [
    ("none", "the normal answer"),
    ("4xx", "400 to 451 without 401, 402, 403, 404, 408 and 429, nothing applied"),
    ("404", "not found"),
    ("5xx", "500 to 599 or 408, nothing applied"),
    ("other status", "201 to 307, no or an odd body"),
    ("credentials", "401, 402 or 403: the cycle ends"),
    ("429", "with or without its headers: the cycle ends"),
    ("timeout", "no answer, nothing applied"),
    ("reset", "connection reset, nothing applied"),
    ("html", "200 with a web page"),
    ("garbage", "200 with bytes that are no order and no list, some no JSON or no UTF-8"),
    ("truncated", "the body ends too early"),
    ("reset in body", "connection reset after some bytes of the body"),
    ("wrong order", "another orderId"),
    ("empty page", "a list that keeps its total and holds nothing"),
    ("delay", "0 to 400 ms later"),
    ("drip", "some kilobytes a second"),
    ("applied, disconnected", "carried out, connection closed without an answer"),
    ("applied, timeout", "carried out, no answer"),
    ("applied, status", "carried out, answered with another status"),
  ]

  /// Draws one; slow ones are rarer.
  static func draw(_ dice: inout Dice, mayStop: Bool = true) -> Fault {
    while true {
      let fault = drawAny(&dice)
      if mayStop || !fault.stops { return fault }
    }
  }

  private static func drawAny(_ dice: inout Dice) -> Fault {
    switch dice.roll(1...44) {
    case 1...3:
      let codes = [400, 405, 406, 409, 410, 413, 415, 418, 422, 451]
      return Fault(name: "4xx", fault: .status(dice.pick(codes)))
    case 4...5: return Fault(name: "404", fault: .status(404), isUsable: true)
    case 6...9:
      let codes = [408, 500, 500, 501, 502, 503, 504, 599]
      return Fault(name: "5xx", fault: .status(dice.pick(codes)))
    case 10...11:
      let body = dice.pick(["", "{}", "{\"orders\":[]}"])
      return Fault(
        name: "other status",
        fault: .status(dice.pick([201, 202, 204, 206, 301, 302, 304, 307]), body: body))
    case 12:
      return Fault(
        name: "credentials", fault: .status(dice.pick([401, 402, 403])), stops: true)
    case 13:
      return Fault(
        name: "429", fault: .rateLimited(resetSeconds: dice.pick([nil, 0, 7, 60])), stops: true)
    case 14: return Fault(name: "timeout", fault: .timeout)
    case 15...16: return Fault(name: "reset", fault: .reset)
    case 17...18: return Fault(name: "html", fault: .html)
    case 19...23: return Fault(name: "garbage", fault: .body(garbage(&dice)))
    case 24...26:
      return Fault(name: "truncated", fault: .truncated(afterBytes: dice.roll(0...40)))
    case 27...29:
      return Fault(name: "reset in body", fault: .resetAfter(bytes: dice.roll(0...40)))
    case 30...32: return Fault(name: "wrong order", fault: .wrongOrderId)
    case 33...34: return Fault(name: "empty page", fault: .emptyPage)
    case 35...36:
      return Fault(
        name: "delay", fault: .delay(milliseconds: dice.roll(0...400)), isUsable: true)
    case 37:
      return Fault(
        name: "drip", fault: .drip(bytesPerSecond: dice.roll(1...20) * 1000), isUsable: true)
    case 38...39: return Fault(name: "applied, disconnected", fault: .disconnectAfterApplying)
    case 40: return Fault(name: "applied, timeout", fault: .timeoutAfterApplying)
    default:
      return Fault(
        name: "applied, status",
        fault: .statusAfterApplying(dice.pick([202, 400, 404, 409, 500, 502, 503])))
    }
  }

  private static func garbage(_ dice: inout Dice) -> [UInt8] {
    let texts = [
      "", " ", "null", "[]", "{}", "0", "\"\"", "{\"orderId\":", "{\"orders\":null,\"total\":1}",
      "{\"orders\":[],\"total\":-1,\"page\":1,\"pages\":1}", "{\"orders\":[{}],\"total\":1}",
      "{\"orderId\":1e400,\"items\":[]}", "{\"Message\":\"An error has occurred.\"}",
      "{\"orders\":[null,1,\"x\",[]],\"total\":4,\"page\":1,\"pages\":1}",
      "{\"orderId\":\"\\u0000\"}", String(repeating: "[", count: 5000),
    ]
    if dice.once(in: 4) {
      return (0..<dice.roll(1...300)).map { _ in UInt8(dice.roll(0...255)) }
    }
    return Array(dice.pick(texts).utf8)
  }

  /// Whether nothing may be written for an answer that met it.
  func spoils(_ request: StubRequest) -> Bool {
    guard !isUsable else { return false }
    // That there is no such order has been said then, however the rest went.
    if request.status == 404 { return false }
    // Another orderId stands in an answer with one order; a page is empty only where it is one.
    let isList = request.path == "/orders" || request.path == "/shipments"
    switch fault {
    case .wrongOrderId: return !isList
    case .emptyPage: return isList
    default: return true
    }
  }
}
