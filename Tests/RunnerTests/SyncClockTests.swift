import PrivatePostgres
import ShipStationStub
import TestSupport
import Testing

/// The nights in which ShipStation's clock is put back or forward, and clocks that differ.
@Suite("Sync: clocks")
struct SyncClockTests {
  /// What happens at an instant of a night, in milliseconds after midnight UTC.
  private enum Event {
    case change(Int64, at: Int64, units: Int64)
    case run(at: Int64)
  }

  private static func at(_ hours: Int64, _ minutes: Int64, _ seconds: Int64 = 0) -> Int64 {
    ((hours * 60 + minutes) * 60 + seconds) * 1000
  }

  /// Plays a night. After every run all orders are here as they were last changed, and the watermark
  /// has not gone back. Returns the times each run asked for.
  private func play(
    _ scene: Scene, midnight: Int64, _ events: [Event]
  ) throws -> [[(start: String, end: String)]] {
    var units: [Int64: Int64] = [:]
    var watermark = midnight + Self.at(6, 0)
    var windows: [[(start: String, end: String)]] = []
    try scene.setWatermark(watermark)
    for event in events {
      switch event {
      case .change(let number, let instant, let count):
        scene.change(number, at: midnight + instant, units: count)
        units[number] = count
      case .run(let instant):
        scene.stub.setClock(unixMilliseconds: midnight + instant)
        scene.stub.resetLog()
        #expect(try scene.shipkeeper("run").status == 0)
        windows.append(
          scene.lists.map { ($0["modifyDateStart"] ?? "", $0["modifyDateEnd"] ?? "") })
        let missed = try units.filter { try scene.order($0) != "awaiting_shipment|\($1)|1|\($1)" }
        #expect(missed.isEmpty, "\(instant / 60_000) minutes after midnight")
        let now = try #require(try scene.watermark)
        #expect(now >= watermark && now <= midnight + instant)
        watermark = now
      }
    }
    return windows
  }

  @Test("In the night that has an hour twice nothing is missed, and that hour is asked for whole")
  func autumn() throws {
    let scene = try Scene(sync: "full")
    // More than a page in a run: only the first one leaves its end to the database's clock.
    scene.stub.configure { $0.largestPage = 4 }
    // 2025-11-02: the hour from 01:00 to 02:00 comes at 08:00 UTC, and at 09:00 again.
    let windows = try play(
      scene, midnight: 1_762_041_600_000,
      [
        .change(1, at: Self.at(7, 50), units: 1), .change(2, at: Self.at(7, 59, 58), units: 1),
        .change(3, at: Self.at(8, 0), units: 1), .run(at: Self.at(8, 0, 30)),
        .change(4, at: Self.at(8, 20), units: 1), .change(5, at: Self.at(8, 40), units: 1),
        .run(at: Self.at(8, 41)),
        .change(6, at: Self.at(8, 59, 59), units: 1), .run(at: Self.at(8, 59, 59)),
        .change(7, at: Self.at(9, 0), units: 1), .run(at: Self.at(9, 1)),
        // Changed again: by the clock earlier than before, and at the very same time.
        .change(5, at: Self.at(9, 15), units: 2), .change(4, at: Self.at(9, 20), units: 3),
        .run(at: Self.at(9, 31)), .run(at: Self.at(9, 45)),
        .change(8, at: Self.at(9, 59, 59), units: 1), .run(at: Self.at(9, 59, 59)),
        .change(9, at: Self.at(10, 0), units: 1), .run(at: Self.at(10, 1)),
        .change(10, at: Self.at(10, 20), units: 1), .run(at: Self.at(10, 21)),
        .run(at: Self.at(10, 40)),
      ])
    #expect(windows[0][0].start == "2025-11-01T22:55:00")
    #expect(windows[1][0].start == "2025-11-02T00:55:00")
    let within = windows[2...6]
    #expect(within.joined().allSatisfy { $0.start == "2025-11-02T00:59:59" })
    let closed = within.flatMap { $0.dropFirst() }
    #expect(closed.count >= 8)
    #expect(closed.allSatisfy { $0.end == "2025-11-02T02:00:01" })
    #expect(windows.last?.first?.start == "2025-11-02T02:15:00")
  }

  @Test("In the night that lacks an hour nothing is missed")
  func spring() throws {
    let scene = try Scene(sync: "full")
    scene.stub.configure { $0.largestPage = 2 }
    // 2026-03-08: at 10:00 UTC the clock goes from 02:00 to 03:00.
    let windows = try play(
      scene, midnight: 1_772_928_000_000,
      [
        .change(1, at: Self.at(9, 50), units: 1), .change(2, at: Self.at(9, 58), units: 1),
        .run(at: Self.at(9, 58, 30)), .change(3, at: Self.at(9, 59, 59), units: 1),
        .run(at: Self.at(9, 59, 59)), .change(4, at: Self.at(10, 0), units: 1),
        .change(5, at: Self.at(10, 0, 2), units: 1), .run(at: Self.at(10, 0, 10)),
        .change(2, at: Self.at(10, 3), units: 2), .run(at: Self.at(10, 4)),
        .run(at: Self.at(10, 12)), .change(6, at: Self.at(10, 20), units: 1),
        .change(7, at: Self.at(11, 0), units: 1), .run(at: Self.at(11, 1)),
      ])
    #expect(windows[2].count > 1)
    #expect(windows[2].last?.end == "2026-03-08T03:00:10")
  }

  @Test(
    "Where the database's clock is minutes or hours fast or slow nothing is missed",
    arguments: [-130, -10, 10, 130])
  func differingClocks(minutesAhead: Int64) throws {
    let scene = try Scene(sync: "full")
    let stub = scene.stub
    stub.advanceClock(by: .seconds(60 * minutesAhead))
    scene.change(1, at: stub.clockMilliseconds - Self.at(0, 50))
    scene.change(2, at: stub.clockMilliseconds - Self.at(0, 1))
    #expect(try scene.shipkeeper("run").status == 0)
    #expect(try scene.numbers == [1, 2])
    // While the answer is on its way.
    stub.onAnswer { [weak stub] _ in
      guard let stub else { return }
      stub.setOrder(Scene.remoteOrder(3, changed: stub.clockMilliseconds))
      stub.onAnswer(nil)
    }
    #expect(try scene.shipkeeper("run").status == 0)
    #expect(try scene.shipkeeper("run").status == 0)
    #expect(try scene.numbers == [1, 2, 3])
    #expect(try #require(try scene.watermark) <= stub.clockMilliseconds)
  }
}
