import Glibc
import Synchronization

/// Accepts connections, each on a thread of its own, until stopped.
final class Server: Sendable {
  private struct Threads {
    var running: [Int: Thread] = [:]
    var finished: [Thread] = []
    var connections = 0
    var acceptor: Thread?
    var isStopped = false
  }

  let port: UInt16
  private let listener: Listener
  /// A pair of sockets: closing the second wakes every wait on the first.
  private let stopReader: Int32
  private let stopWriter: Int32
  private let serve: @Sendable (Socket, Int) -> Void
  private let threads = Mutex(Threads())

  /// Listens at once; `serve` handles one connection and closes it.
  init(port: UInt16, serve: @escaping @Sendable (Socket, Int) -> Void) throws {
    listener = try Listener(port: port)
    self.port = listener.port
    self.serve = serve
    var ends: [Int32] = [0, 0]
    let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, type, 0, &ends) == 0 else {
      let code = errno
      close(listener.descriptor)
      throw StubError.system("socketpair", code)
    }
    (stopReader, stopWriter) = (ends[0], ends[1])
  }

  func start() throws {
    let acceptor = try Thread { self.acceptAll() }
    threads.withLock { $0.acceptor = acceptor }
  }

  /// Ends every wait, joins all threads and closes all descriptors; a second call does nothing.
  func stop() {
    let acceptor = threads.withLock { threads -> Thread? in
      guard !threads.isStopped else { return nil }
      threads.isStopped = true
      return threads.acceptor
    }
    guard let acceptor else { return }
    close(stopWriter)
    acceptor.join()
    let rest = threads.withLock { threads in
      let rest = Array(threads.running.values) + threads.finished
      threads.running = [:]
      threads.finished = []
      return rest
    }
    for thread in rest { thread.join() }
    close(stopReader)
  }

  private func acceptAll() {
    while let descriptor = listener.accept(stopped: stopReader) {
      for thread in takeFinished() { thread.join() }
      start(Socket(descriptor: descriptor, stopped: stopReader))
    }
    close(listener.descriptor)
  }

  private func start(_ socket: Socket) {
    threads.withLock { threads in
      threads.connections += 1
      let number = threads.connections
      do {
        threads.running[number] = try Thread {
          self.serve(socket, number)
          self.finish(number)
        }
      } catch {
        socket.close()
      }
    }
  }

  private func finish(_ number: Int) {
    threads.withLock { threads in
      if let thread = threads.running.removeValue(forKey: number) {
        threads.finished.append(thread)
      }
    }
  }

  private func takeFinished() -> [Thread] {
    threads.withLock { threads in
      let finished = threads.finished
      threads.finished = []
      return finished
    }
  }
}
