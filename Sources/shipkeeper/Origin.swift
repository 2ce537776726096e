/// Scheme, host and port that every request goes to.
struct Origin {
  /// The URL without a path, such as `https://ssapi.shipstation.com`.
  let url: String
  /// Whether the host is this machine.
  let isLoopback: Bool

  /// Accepts https anywhere and http on this machine.
  ///
  /// The grammar leaves no room for a user name or for two opinions on where the host ends.
  init(_ text: String) throws {
    let grammar = /(https?):\/\/([a-z0-9.-]+|\[[0-9a-f:.]+\])(:[0-9]{1,5})?\/?/
    let loopback = /localhost|\[::1\]|127(\.(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])){3}/
    let match = text.lowercased().wholeMatch(of: grammar)
    isLoopback = match?.2.wholeMatch(of: loopback) != nil
    // The value is not repeated: it may hold a password.
    guard let match, match.1 == "https" || isLoopback else {
      throw Fault.configuration(
        "SHIPSTATION_BASE_URL must be https://HOST[:PORT]; http is for loopback hosts only.")
    }
    url = "\(match.1)://\(match.2)\(match.3 ?? "")"
  }
}
