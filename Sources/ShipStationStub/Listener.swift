import Glibc

/// A listening socket on the loopback address.
struct Listener: Sendable {
  let descriptor: Int32
  let port: UInt16

  init(port: UInt16) throws {
    let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
    descriptor = socket(AF_INET, type, 0)
    guard descriptor >= 0 else { throw StubError.system("socket", errno) }
    do {
      self.port = try Self.bind(descriptor, port: port)
    } catch {
      close(descriptor)
      throw error
    }
  }

  /// Waits for the next connection; nil when the stub stops.
  func accept(stopped: Int32) -> Int32? {
    var entries = [
      pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
      pollfd(fd: stopped, events: Int16(POLLIN), revents: 0),
    ]
    while true {
      let ready = poll(&entries, 2, -1)
      if ready < 0 && errno != EINTR { return nil }
      guard ready > 0 else { continue }
      guard entries[1].revents == 0 else { return nil }
      let flags = Int32(SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
      let connection = Self.accept4(descriptor, nil, nil, flags)
      if connection >= 0 { return connection }
      if errno == EMFILE || errno == ENFILE { usleep(10_000) }
    }
  }

  private typealias Accept4 =
    @convention(c) (
      Int32, UnsafeMutablePointer<sockaddr>?, UnsafeMutablePointer<socklen_t>?, Int32
    ) -> Int32

  /// The call that Swift's overlay hides.
  ///
  /// Without it a child spawned meanwhile could inherit a connection and hold it open.
  private static let accept4: Accept4 = unsafeBitCast(
    dlsym(UnsafeMutableRawPointer(bitPattern: 0), "accept4"), to: Accept4.self)

  private static func bind(_ descriptor: Int32, port: UInt16) throws -> UInt16 {
    var on: Int32 = 1
    setsockopt(
      descriptor, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<Int32>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    return try withUnsafeMutablePointer(to: &address) { pointer in
      try pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
        guard Glibc.bind(descriptor, generic, size) == 0 else {
          throw StubError.system("bind", errno)
        }
        guard listen(descriptor, 512) == 0 else { throw StubError.system("listen", errno) }
        getsockname(descriptor, generic, &size)
      }
      return UInt16(bigEndian: pointer.pointee.sin_port)
    }
  }
}
