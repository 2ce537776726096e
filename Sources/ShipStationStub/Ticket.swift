/// One request's place in the log and the fault it will meet.
struct Ticket: Sendable {
  var entry: StubRequest
  let generation: Int
  let fault: StubFault?
}
