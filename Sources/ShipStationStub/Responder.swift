import Synchronization

/// Turns requests into answers and plays the faults on the wire.
final class Responder: Sendable {
  let state: Mutex<StubState>

  init(_ state: StubState) {
    self.state = Mutex(state)
  }

  /// Serves one connection until it ends, and closes it.
  func serve(_ socket: Socket, connection: Int) {
    var reader = RequestReader(socket)
    while true {
      do {
        let request = try reader.next()
        guard respond(to: request, on: socket, connection: connection) else { return }
      } catch .malformed {
        let answer = Answer.error(400, "Bad Request")
        let date = state.withLock { $0.clock.now }
        _ = socket.send(answer.head(date: date, closing: true) + answer.body)
        return socket.close()
      } catch {
        return socket.close()
      }
    }
  }

  /// Answers one request; false when the connection is closed.
  private func respond(to request: HTTPRequest, on socket: Socket, connection: Int) -> Bool {
    let ticket = admit(request, connection: connection)
    state.withLock { $0.onRequest }?(ticket.entry)
    if case .delay(let milliseconds)? = ticket.fault {
      guard socket.pause(milliseconds: milliseconds) else { return close(socket) }
    }
    let (outcome, date) = state.withLock { state in
      let outcome = Self.outcome(of: request, ticket, &state)
      Self.record(outcome, ticket, &state)
      return (outcome, state.clock.now)
    }
    var entry = ticket.entry
    entry.status = outcome.status
    state.withLock { $0.onAnswer }?(entry)
    guard socket.pause(milliseconds: state.withLock { $0.options.latencyMilliseconds }) else {
      return close(socket)
    }
    return Wire(socket: socket, date: date, isClosing: request.asksToClose).play(outcome)
  }

  private func close(_ socket: Socket) -> Bool {
    socket.close()
    return false
  }

  /// Logs the request and draws its fault.
  private func admit(_ request: HTTPRequest, connection: Int) -> Ticket {
    let arrival = ContinuousClock.now
    return state.withLock { state in
      let number = state.log.count + 1
      let fault = state.script.take(number: number, path: request.path)
      let entry = StubRequest(
        number: number, connection: connection, method: request.method, path: request.path,
        query: request.query, headers: request.headers, body: request.body, arrival: arrival,
        status: nil, fault: fault)
      state.log.append(entry)
      return Ticket(entry: entry, generation: state.logGeneration, fault: fault)
    }
  }

  private static func record(_ outcome: Outcome, _ ticket: Ticket, _ state: inout StubState) {
    guard ticket.generation == state.logGeneration else { return }
    state.log[ticket.entry.number - 1].status = outcome.status
  }

  private static func outcome(
    of request: HTTPRequest, _ ticket: Ticket, _ state: inout StubState
  ) -> Outcome {
    let options = state.options
    let isKnown = BasicCredentials.accepts(
      request.headers["authorization"], key: options.key, secret: options.secret)
    let now = state.clock.now
    let rule = options.rateLimit
    let reading = state.limiter.take(isKnown ? 1 : 0, at: now, under: rule)
    var headers: [(name: String, value: String)] = []
    if rule.sendsHeaders {
      headers = [
        ("X-Rate-Limit-Limit", String(rule.limit)),
        ("X-Rate-Limit-Remaining", String(reading.remaining)),
        ("X-Rate-Limit-Reset", String(reading.resetSeconds)),
      ]
    }
    if case .late? = ticket.fault { state.late.append(request) }
    if let replaced = Outcome(replacing: ticket.fault, limit: rule.limit, headers: headers) {
      return replaced
    }
    let router = Router(options: options, now: now, onCreateOrder: state.onCreateOrder)
    var answer =
      !isKnown
      ? .unauthorized
      : reading.isExceeded ? .rateLimited : router.answer(request, &state.book)
    answer.headers += headers
    return Outcome(normal: answer, under: ticket.fault)
  }
}
