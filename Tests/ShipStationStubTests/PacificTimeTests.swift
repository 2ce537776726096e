import ShipStationStub
import Testing

/// 2024: clocks go forward on 10 March at 10:00 UTC, back on 3 November at 09:00 UTC.
@Suite
struct PacificTimeTests {
  @Test(
    arguments: [
      (1_710_064_799_999, "2024-03-10T01:59:59.9990000"),
      (1_710_064_800_000, "2024-03-10T03:00:00.0000000"),
      (1_730_624_399_000, "2024-11-03T01:59:59.0000000"),
      (1_730_627_999_000, "2024-11-03T01:59:59.0000000"),
      (1_730_628_000_000, "2024-11-03T02:00:00.0000000"),
      (1_437_080_434_823, "2015-07-16T14:00:34.8230000"),
      (1_143_973_000_000, "2006-04-02T03:16:40.0000000"),
      (0, "1969-12-31T16:00:00.0000000"),
    ] as [(Int64, String)])
  func theWallClockFollowsBothChanges(instant: Int64, text: String) {
    #expect(PacificTime.text(unixMilliseconds: instant) == text)
  }

  @Test func modifyDateJumpsOverTheMissingHour() throws {
    let stub = try ShipStationStub(orders: [.json(id: 1)])
    stub.setClock(unixMilliseconds: 1_710_064_800_000)
    stub.changeOrder(id: 1) { $0["gift"] = true }
    let query = "/orders?modifyDateStart=2024-03-10T03:00:00&modifyDateEnd=2024-03-10T03:00:05"
    #expect(try ids(ask(stub, query)) == [1])
    #expect(try ids(ask(stub, "/orders?modifyDateStart=2024-03-10T02:59:59")) == [1])
    #expect(try ids(ask(stub, "/orders?modifyDateEnd=2024-03-10T02:30:00")) == [])
  }

  @Test func theRepeatedHourHoldsBothPasses() throws {
    let stub = try ShipStationStub(orders: [.json(id: 1), .json(id: 2)])
    stub.setClock(unixMilliseconds: 1_730_623_800_000)
    stub.changeOrder(id: 2) { $0["gift"] = true }
    stub.advanceClock(by: .seconds(1800))
    stub.changeOrder(id: 1) { $0["gift"] = true }
    let late = try #require(stub.order(id: 1)?.json["modifyDate"]?.text)
    let early = try #require(stub.order(id: 2)?.json["modifyDate"]?.text)
    #expect(late < early)
    let hour = "/orders?modifyDateStart=2024-11-03T00:59:59&modifyDateEnd=2024-11-03T02:00:01"
    #expect(try ids(ask(stub, hour + "&sortBy=ModifyDate")) == [1, 2])
    let inverted = "/orders?modifyDateStart=2024-11-03T01:50:00&modifyDateEnd=2024-11-03T01:10:00"
    #expect(try JSON(parsing: ask(stub, inverted).body)["total"] == 0)
  }

  @Test func theDateHeaderIsTheClockInGMT() throws {
    let stub = try ShipStationStub()
    stub.setClock(unixMilliseconds: 1_730_624_400_000)
    #expect(ask(stub, "/orders").headers["date"]?.hasPrefix("Sun, 03 Nov 2024 09:00:0") == true)
    #expect(stub.clockMilliseconds >= 1_730_624_400_000)
  }
}
