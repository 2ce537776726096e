/// Sends one outcome over a connection.
struct Wire {
  let socket: Socket
  /// When the answer was worked out, in milliseconds since 1970, for the `Date` header.
  let date: Int64
  /// Whether the client asked to close after the answer.
  let isClosing: Bool

  /// Whether the connection goes on afterwards; if not, it is closed.
  func play(_ outcome: Outcome) -> Bool {
    switch outcome.delivery {
    case .whole:
      guard let answer = outcome.answer,
        socket.send(answer.head(date: date, closing: isClosing) + answer.body), !isClosing
      else { return close() }
      return true
    case .drip(let pace):
      guard let answer = outcome.answer, drip(answer, pace: pace), !isClosing else {
        return close()
      }
      return true
    case .truncated(let count):
      sendPart(of: outcome.answer, count)
      return close()
    case .resetAfter(let count):
      sendPart(of: outcome.answer, count)
      socket.reset()
      return false
    case .silence:
      socket.awaitClose()
      return close()
    case .disconnect:
      return close()
    case .reset:
      socket.reset()
      return false
    }
  }

  private func close() -> Bool {
    socket.close()
    return false
  }

  private func sendPart(of answer: Answer?, _ count: Int) {
    guard let answer else { return }
    _ = socket.send(answer.head(date: date, closing: isClosing) + answer.body.prefix(count))
  }

  private func drip(_ answer: Answer, pace: Int) -> Bool {
    guard socket.send(answer.head(date: date, closing: isClosing)) else { return false }
    let step = max(1, pace / 50)
    var rest = answer.body[...]
    while !rest.isEmpty {
      guard socket.send(Array(rest.prefix(step))),
        socket.pause(milliseconds: step * 1000 / max(1, pace))
      else { return false }
      rest = rest.dropFirst(step)
    }
    return true
  }
}
