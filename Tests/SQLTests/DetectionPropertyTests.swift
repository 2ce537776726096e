import PrivatePostgres
import Testing

/// Detection finds what the plain form finds, whoever writes meanwhile.
@Suite struct DetectionPropertyTests {
  /// Longer by hand: `Tests/property/detection 60`.
  @Test func findsWhatThePlainFormFindsBesideRandomWriters() throws {
    let result = try Command.run(
      "Tests/property/detection", ["5"], folder: ProductPath.repository, timeLimit: .seconds(180))
    #expect(result.status == 0, "\(result.stdout)\(result.stderr)")
  }
}
