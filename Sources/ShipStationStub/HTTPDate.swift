/// The text of the `Date` header.
enum HTTPDate {
  static func text(unixMilliseconds: Int64) -> String {
    let seconds = Int((Double(unixMilliseconds) / 1000).rounded(.down))
    let days = Int((Double(seconds) / 86_400).rounded(.down))
    let date = CivilDate(daysSince1970: days)
    let time = seconds - days * 86_400
    let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    let months = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    let clock = [time / 3600, time / 60 % 60, time % 60].map { WallTime.padded($0, 2) }
    return "\(weekdays[date.weekday]), \(WallTime.padded(date.day, 2)) "
      + "\(months[date.month - 1]) \(date.year) \(clock.joined(separator: ":")) GMT"
  }
}
