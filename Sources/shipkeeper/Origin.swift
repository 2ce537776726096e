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
    // The value is never repeated: it may hold a password.
    guard let match = text.lowercased().wholeMatch(of: grammar) else {
      throw Fault.configuration("SHIPSTATION_BASE_URL must be https://HOST or https://HOST:PORT.")
    }
    let loopback = /localhost|\[::1\]|127(\.(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])){3}/
    isLoopback = match.2.wholeMatch(of: loopback) != nil
    guard match.1 == "https" || isLoopback else {
      throw Fault.configuration("SHIPSTATION_BASE_URL must be https unless the host is loopback.")
    }
    url = "\(match.1)://\(match.2)\(match.3 ?? "")"
  }
}
