/// The wall clock of ShipStation, which is that of Los Angeles.
///
/// The rules are those of the United States since 2007 and, before, since 1987.
public enum PacificTime {
  /// The wall time at an instant, as order documents write it: seven digits, no offset.
  public static func text(unixMilliseconds: Int64) -> String {
    wall(unixMilliseconds: unixMilliseconds).text(digits: 7)
  }

  static func wall(unixMilliseconds: Int64) -> WallTime {
    WallTime(ticks: (unixMilliseconds + offset(unixMilliseconds: unixMilliseconds)) * 10_000)
  }

  /// How far the wall clock is ahead of UTC, in milliseconds; negative.
  private static func offset(unixMilliseconds: Int64) -> Int64 {
    let hour: Int64 = 3_600_000
    let year = CivilDate(
      daysSince1970: Int((Double(unixMilliseconds) / 86_400_000).rounded(.down))
    ).year
    let recent = year >= 2007
    let start =
      recent
      ? CivilDate(year: year, month: 3, day: 8) : CivilDate(year: year, month: 4, day: 1)
    let end =
      recent
      ? CivilDate(year: year, month: 11, day: 1) : CivilDate(year: year, month: 10, day: 25)
    let from = Int64(start.sundayOnOrAfter.daysSince1970) * 24 * hour + 10 * hour
    let to = Int64(end.sundayOnOrAfter.daysSince1970) * 24 * hour + 9 * hour
    return (from..<to).contains(unixMilliseconds) ? -7 * hour : -8 * hour
  }
}
