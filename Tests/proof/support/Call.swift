/// One call of a function of the runner's, as it goes over the wire.
package struct Call: Sendable {
  /// Where a call stands.
  package enum Stage: Sendable {
    /// The runner has made it; the server knows nothing of it.
    case made
    /// The server has it.
    case handedOver
    /// The server has answered; the runner knows nothing of it.
    case answered
    /// The runner has the answer.
    case returned
  }

  /// The function: begin_cycle, next_step, accept_response, finish_cycle; empty for any other statement.
  package let function: String
  /// Its first argument, the cycle or the request.
  package let argument: String
  /// The first column of the last row it returned: for next_step, the kind of step.
  package internal(set) var lastKind = ""
  /// Whether it ended with an error.
  package internal(set) var hasFailed = false

  /// Reads it out of the messages of one statement.
  init(_ statement: [UInt8]) {
    var function = ""
    var argument = ""
    for (type, content) in Conversation.split(statement) {
      switch type {
      case UInt8(ascii: "P"):
        let text = String(decoding: content, as: UTF8.self)
        if let found = text.firstMatch(of: /shipkeeper_runner\.([a-z_]+)/) {
          function = String(found.1)
        }
      case UInt8(ascii: "B"): argument = Self.firstArgument(of: content)
      default: break
      }
    }
    self.function = function
    self.argument = argument
  }

  /// Notes what the server answered.
  mutating func take(_ answer: [UInt8]) {
    for (type, content) in Conversation.split(answer) {
      switch type {
      case UInt8(ascii: "E"): hasFailed = true
      case UInt8(ascii: "D"):
        lastKind = Self.value(at: content.dropFirst(2))
      default: break
      }
    }
  }

  /// Of a Bind message: two names, the formats, the number of values, the values.
  private static func firstArgument(of content: ArraySlice<UInt8>) -> String {
    var rest = content
    for _ in 1...2 { rest = rest.drop { $0 != 0 }.dropFirst() }
    let formats = rest.prefix(2).reduce(0) { $0 << 8 | Int($1) }
    return value(at: rest.dropFirst(2 + 2 * formats + 2))
  }

  /// A value behind its length; empty for NULL.
  private static func value(at place: ArraySlice<UInt8>) -> String {
    let length = place.prefix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    guard let count = Int(exactly: Int32(bitPattern: length)), count >= 0 else { return "" }
    return String(decoding: place.dropFirst(4).prefix(count), as: UTF8.self)
  }
}
