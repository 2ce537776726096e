import Glibc
import PrivatePostgres
import Testing

/// The units for systemd, as systemd itself reads them.
@Suite("Operations: the timer") struct TimerTests {
  private static let units = ["shipkeeper.service", "shipkeeper.timer"]

  @Test func systemdFindsNothingToSayOfTheUnits() throws {
    let folder = try Self.installed()
    defer { _ = try? Command.run("rm", ["-rf", folder]) }
    let verified = try Command.run(
      "systemd-analyze", ["verify"] + Self.units.map { "\(folder)/\($0)" })
    #expect(verified.status == 0)
    #expect(verified.stdout + verified.stderr == "")
  }

  @Test func theServiceIsClosedToWhatItDoesNotNeed() throws {
    let folder = try Self.installed()
    defer { _ = try? Command.run("rm", ["-rf", folder]) }
    // Tenths of a point; 10 is the worst. What is left: it must reach the network.
    let judged = try Command.run(
      "systemd-analyze",
      ["security", "--offline=true", "--threshold=15", "\(folder)/shipkeeper.service"])
    #expect(judged.status == 0, Comment(rawValue: judged.stdout))
  }

  @Test func writingToShipStationIsOffUntilSomebodySwitchesItOn() throws {
    let service = try Command.run("cat", ["\(Self.folder)/shipkeeper.service"]).stdout
    let lines = service.split(separator: "\n")
    #expect(lines.contains("# Environment=SHIPSTATION_ALLOW_WRITES=1"))
    #expect(!lines.contains { !$0.hasPrefix("#") && $0.contains("ALLOW_WRITES") })
  }

  private static let folder = "\(ProductPath.repository)/Sources/shipkeeper/systemd"

  /// The units in a folder of their own, their program the one that was built.
  private static func installed() throws -> String {
    let folder = try Command.run("mktemp", ["-d"]).stdout.split(separator: "\n").map(String.init)[0]
    for unit in units {
      let text = try Command.run(
        "sed",
        [
          "s|/usr/local/bin/shipkeeper|\(ProductPath.products)/shipkeeper|",
          "\(Self.folder)/\(unit)",
        ])
      let file = try #require(fopen("\(folder)/\(unit)", "w"))
      fputs(text.stdout, file)
      fclose(file)
    }
    return folder
  }
}
