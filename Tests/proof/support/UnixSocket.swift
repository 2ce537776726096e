import Glibc

/// What the proxy needs of sockets in the file system.
enum UnixSocket {
  /// A socket that no child inherits.
  static func make() -> Int32 {
    socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
  }

  /// Gives it a path; false where that fails.
  static func bind(_ descriptor: Int32, to path: String) -> Bool {
    withAddress(path) { Glibc.bind(descriptor, $0, $1) == 0 }
  }

  /// Connects it to the listener at a path; false where that fails.
  static func connect(_ descriptor: Int32, to path: String) -> Bool {
    withAddress(path) { Glibc.connect(descriptor, $0, $1) == 0 }
  }

  private static func withAddress(
    _ path: String, _ use: (UnsafePointer<sockaddr>, socklen_t) -> Bool
  ) -> Bool {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let bytes = Array(path.utf8) + [0]
    guard bytes.count <= MemoryLayout.size(ofValue: address.sun_path) else { return false }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
    let size = socklen_t(MemoryLayout<sockaddr_un>.size)
    return withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { use($0, size) }
    }
  }
}
