import ProofSupport
import ShipStationStub
import TestSupport

/// What ShipStation got in one cycle, beside what the database says was sent.
struct Played {
  /// The fault of each request that arrived, by name.
  private(set) var names: [String] = []
  private(set) var findings: [String] = []

  /// Marks the requests whose answer was spoilt; the cycle is the last one, and the stub's log its.
  init(_ world: World, _ faults: [Int: Fault]) throws {
    let recorded = try world.shop.psql(
      """
      select r.request_id, r.method || ' ' || r.path
      from shipkeeper.request as r
      where r.cycle_id = (select max(c.cycle_id) from shipkeeper.cycle as c) and r.verdict is distinct from 'not_sent'
      order by r.request_id
      """
    ).split(separator: "\n").map { line -> (id: Substring, text: Substring) in
      let parts = line.split(separator: "|", maxSplits: 1)
      return (parts[0], parts[1])
    }
    var spoilt: [Substring: Bool] = [:]
    var place = -1
    for request in world.stub.requests {
      let text = request.text
      if place + 1 < recorded.count, recorded[place + 1].text == text {
        place += 1
      } else if place < 0 || recorded[place].text != text || request.method != "GET" {
        // libcurl repeats a GET by itself where a connection that was kept turns out to be dead.
        findings.append("a request that nobody recorded: \(text)")
        continue
      }
      let fault = faults[request.number]
      names.append(fault?.name ?? "none")
      spoilt[recorded[place].id] = fault?.spoils(request) ?? false
    }
    if place + 1 != recorded.count { findings.append("a request recorded that never arrived") }
    let ids = spoilt.filter(\.value).keys.joined(separator: ",")
    try world.shop.psql("insert into proof.spoilt select unnest('{\(ids)}'::bigint[])")
  }
}
