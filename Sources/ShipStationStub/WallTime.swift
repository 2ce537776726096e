/// A reading of the wall clock, without a zone, to a ten-millionth of a second.
struct WallTime: Comparable, Sendable {
  /// Units of 100 ns since 1970-01-01T00:00:00 on the same clock.
  var ticks: Int64

  private static let second: Int64 = 10_000_000

  init(ticks: Int64) {
    self.ticks = ticks
  }

  /// Reads a date, or a date and time, with up to nine fractional digits.
  ///
  /// A text with an offset names an instant and is converted to Pacific time.
  init?(_ text: String) {
    var rest = Array(text.utf8)[...]
    guard let year = Self.number(&rest, 4), Self.mark(&rest, "-"),
      let month = Self.number(&rest, 2), Self.mark(&rest, "-"), let day = Self.number(&rest, 2)
    else { return nil }
    let date = CivilDate(year: year, month: month, day: day)
    guard date.isValid else { return nil }
    ticks = Int64(date.daysSince1970) * 86_400 * Self.second
    guard !rest.isEmpty else { return }
    guard Self.mark(&rest, "T") || Self.mark(&rest, " "),
      let hour = Self.number(&rest, 2), hour < 24, Self.mark(&rest, ":"),
      let minute = Self.number(&rest, 2), minute < 60
    else { return nil }
    ticks += Int64(hour * 3600 + minute * 60) * Self.second
    if Self.mark(&rest, ":") {
      guard let seconds = Self.number(&rest, 2), seconds < 60 else { return nil }
      ticks += Int64(seconds) * Self.second
    }
    if Self.mark(&rest, ".") {
      guard let fraction = Self.fraction(&rest) else { return nil }
      ticks += fraction
    }
    if rest.isEmpty { return }
    guard let offset = Self.offset(&rest), rest.isEmpty else { return nil }
    let utc = ticks - Int64(offset) * 60 * Self.second
    let part = utc % 10_000
    self = PacificTime.wall(unixMilliseconds: (utc - part) / 10_000)
    ticks += part
  }

  static func < (left: WallTime, right: WallTime) -> Bool { left.ticks < right.ticks }

  /// The ISO text with so many fractional digits, at most seven.
  func text(digits: Int) -> String {
    let day = Int((Double(ticks) / Double(86_400 * Self.second)).rounded(.down))
    let date = CivilDate(daysSince1970: day)
    let within = Int(ticks - Int64(day) * 86_400 * Self.second)
    let seconds = within / Int(Self.second)
    let fraction = Self.padded(within % Int(Self.second), 7).prefix(digits)
    let time =
      Self.padded(date.year, 4) + "-" + Self.padded(date.month, 2) + "-" + Self.padded(date.day, 2)
      + "T" + Self.padded(seconds / 3600, 2) + ":" + Self.padded(seconds / 60 % 60, 2) + ":"
      + Self.padded(seconds % 60, 2)
    return digits == 0 ? time : time + "." + fraction
  }

  /// The text of a line's date: milliseconds without trailing zeros.
  var lineText: String {
    var text = text(digits: 3)
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return ticks % Self.second / 10_000 == 0 ? self.text(digits: 0) : text
  }

  static func padded(_ number: Int, _ width: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
  }

  private static func number(_ rest: inout ArraySlice<UInt8>, _ width: Int) -> Int? {
    let digits = rest.prefix(width)
    guard digits.count == width, digits.allSatisfy({ (0x30...0x39).contains($0) }) else {
      return nil
    }
    rest = rest.dropFirst(width)
    return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }

  private static func mark(_ rest: inout ArraySlice<UInt8>, _ mark: Unicode.Scalar) -> Bool {
    guard rest.first == UInt8(ascii: mark) else { return false }
    rest = rest.dropFirst()
    return true
  }

  private static func fraction(_ rest: inout ArraySlice<UInt8>) -> Int64? {
    let digits = rest.prefix { (0x30...0x39).contains($0) }
    guard (1...9).contains(digits.count) else { return nil }
    rest = rest.dropFirst(digits.count)
    let seven = (Array(digits) + Array(repeating: 0x30, count: 7)).prefix(7)
    return seven.reduce(0) { $0 * 10 + Int64($1 - 0x30) }
  }

  /// Minutes ahead of UTC.
  private static func offset(_ rest: inout ArraySlice<UInt8>) -> Int? {
    if mark(&rest, "Z") { return 0 }
    let sign = mark(&rest, "-") ? -1 : mark(&rest, "+") ? 1 : 0
    guard sign != 0, let hours = number(&rest, 2) else { return nil }
    _ = mark(&rest, ":")
    guard let minutes = number(&rest, 2) else { return nil }
    return sign * (hours * 60 + minutes)
  }
}
