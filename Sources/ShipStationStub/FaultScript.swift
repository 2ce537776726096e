/// The faults that are yet to happen, in the order they were scripted.
struct FaultScript: Sendable {
  private struct Entry {
    let fault: StubFault
    let request: Int?
    let path: String?
    var times: Int?
  }

  private var entries: [Entry] = []

  mutating func add(_ fault: StubFault, request: Int?, path: String?, times: Int?) {
    entries.append(Entry(fault: fault, request: request, path: path, times: times))
  }

  mutating func clear() {
    entries = []
  }

  /// The first fault that fits the request, used up once.
  mutating func take(number: Int, path: String) -> StubFault? {
    let place = entries.firstIndex { entry in
      (entry.request ?? number) == number && (entry.path ?? path) == path
        && (entry.times ?? 1) > 0
    }
    guard let place else { return nil }
    let fault = entries[place].fault
    if let times = entries[place].times { entries[place].times = times - 1 }
    if entries[place].times == 0 { entries.remove(at: place) }
    return fault
  }
}
