import Glibc

/// Everything the environment decides.
struct Configuration {
  /// The API key and secret, user name and password of Basic authentication.
  let key, secret: String
  /// Where ShipStation is.
  let origin: Origin
  /// Whether a POST may leave this machine.
  let allowsWrites: Bool

  /// Reads and checks the settings, and takes the secrets out of the environment.
  init() throws {
    defer { ["SHIPSTATION_API_KEY", "SHIPSTATION_API_SECRET"].forEach(Self.erase) }
    key = try Self.credential("SHIPSTATION_API_KEY")
    secret = try Self.credential("SHIPSTATION_API_SECRET")
    if key.contains(":") { throw Fault.configuration("SHIPSTATION_API_KEY holds a colon.") }
    origin = try Origin(Self.value("SHIPSTATION_BASE_URL") ?? "https://ssapi.shipstation.com")
    allowsWrites = Self.value("SHIPSTATION_ALLOW_WRITES") == "1"
  }

  private static func value(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

  private static func credential(_ name: String) throws -> String {
    let value =
      switch (Self.value(name), Self.value(name + "_FILE")) {
      case (let given?, nil): given
      case (nil, let path?): try contents(of: path, for: name)
      case (nil, nil): throw Fault.configuration("Set \(name), or \(name)_FILE to a file's path.")
      default: throw Fault.configuration("Set \(name) or \(name)_FILE, not both.")
      }
    if value.isEmpty { throw Fault.configuration("\(name) is empty.") }
    guard value.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
      throw Fault.configuration("\(name) holds a blank, a control or a non-ASCII character.")
    }
    return value
  }

  private static func contents(of path: String, for name: String) throws -> String {
    guard let file = fopen(path, "re") else {
      throw Fault.configuration("\(name)_FILE: \(path): \(String(cString: strerror(errno))).")
    }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = fread(&bytes, 1, bytes.count, file)
    guard count < bytes.count else { throw Fault.configuration("\(name)_FILE holds no key.") }
    let end = bytes[..<count].lastIndex { $0 != 0x0A && $0 != 0x0D } ?? -1
    return String(decoding: bytes[...end], as: UTF8.self)
  }

  // `ps` shows the memory a process was started with: unsetenv alone would leave the value there.
  private static func erase(_ name: String) {
    guard let value = getenv(name) else { return }
    memset(value, 0x78, strlen(value))
    unsetenv(name)
  }
}
