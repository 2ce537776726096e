import Glibc

/// One connection; every wait on it ends when the stub stops.
final class Socket: Sendable {
  private let descriptor: Int32
  /// Readable as soon as the stub stops.
  private let stopped: Int32

  init(descriptor: Int32, stopped: Int32) {
    self.descriptor = descriptor
    self.stopped = stopped
    var on: Int32 = 1
    setsockopt(
      descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
  }

  /// Some bytes, at least one; nil when the client closed or the stub stops.
  func receive() -> [UInt8]? {
    var chunk = [UInt8](repeating: 0, count: 16_384)
    while wait(for: POLLIN) {
      let count = recv(descriptor, &chunk, chunk.count, 0)
      if count > 0 { return Array(chunk[..<count]) }
      if count == 0 || (errno != EAGAIN && errno != EINTR) { return nil }
    }
    return nil
  }

  /// Sends all bytes; false when the client is gone or the stub stops.
  func send(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBytes { buffer in
      var sent = 0
      while sent < buffer.count {
        let count = Glibc.send(
          descriptor, buffer.baseAddress! + sent, buffer.count - sent, Int32(MSG_NOSIGNAL))
        if count >= 0 {
          sent += count
        } else if errno == EAGAIN {
          guard wait(for: POLLOUT) else { return false }
        } else if errno != EINTR {
          return false
        }
      }
      return true
    }
  }

  /// Waits this long; false when the stub stops meanwhile.
  func pause(milliseconds: Int) -> Bool {
    var entry = pollfd(fd: stopped, events: Int16(POLLIN), revents: 0)
    let end = ContinuousClock.now + .milliseconds(milliseconds)
    while true {
      let left = ContinuousClock.now.duration(to: end).components
      let wait = left.seconds * 1000 + left.attoseconds / 1_000_000_000_000_000
      let whole = left.attoseconds % 1_000_000_000_000_000 == 0
      guard left.seconds >= 0, left.attoseconds > 0 || left.seconds > 0 else { return true }
      let ready = poll(&entry, 1, Int32(min(wait + (whole ? 0 : 1), 1_000_000)))
      if ready > 0 { return false }
    }
  }

  /// Reads and forgets what comes until the client closes or the stub stops.
  func awaitClose() {
    while receive() != nil {}
  }

  /// Closes in order.
  func close() {
    shutdown(descriptor, Int32(SHUT_WR))
    Glibc.close(descriptor)
  }

  /// Closes by a reset, once what was sent has reached the client.
  func reset() {
    var pending: Int32 = 1
    for _ in 0..<200 {
      guard ioctl(descriptor, UInt(TIOCOUTQ), &pending) == 0, pending > 0 else { break }
      usleep(5000)
    }
    var rule = linger(l_onoff: 1, l_linger: 0)
    setsockopt(
      descriptor, SOL_SOCKET, SO_LINGER, &rule, socklen_t(MemoryLayout<linger>.size))
    Glibc.close(descriptor)
  }

  private func wait(for event: Int32) -> Bool {
    var entries = [
      pollfd(fd: descriptor, events: Int16(event), revents: 0),
      pollfd(fd: stopped, events: Int16(POLLIN), revents: 0),
    ]
    while true {
      let ready = poll(&entries, 2, -1)
      if ready < 0 && errno == EINTR { continue }
      return ready > 0 && entries[1].revents == 0
    }
  }
}
