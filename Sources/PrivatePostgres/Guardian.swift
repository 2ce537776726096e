import Glibc
import Synchronization

/// A process that removes a server and its folder as soon as this process has ended, however it
/// ended: it waits at one end of a socket whose other end only this process holds.
final class Guardian: Sendable {
  private let remains: Mutex<(descriptor: Int32, pid: pid_t)?>

  /// All guardians of this process, to be waited for when it exits.
  private static let all = Mutex<[Guardian]>([])
  private static let removeAllAtExit: Void = {
    atexit { for guardian in Guardian.all.withLock({ $0 }) { guardian.release() } }
  }()

  private static let script = """
    trap '' HUP INT TERM
    cat
    "$0/pg_ctl" -D "$1/data" -m immediate stop
    rm -rf "$1"
    """

  init(folder: String, binaries: String, prefix: [String]) throws {
    var ends: [Int32] = [0, 0]
    let stream = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, stream, 0, &ends) == 0 else {
      throw Command.Failure(description: "socketpair: \(String(cString: strerror(errno)))")
    }
    let nowhere = open("/dev/null", O_RDWR | O_CLOEXEC)
    defer {
      close(ends[1])
      close(nowhere)
    }
    let pid = try Command.spawn(
      prefix + ["/bin/sh", "-c", Guardian.script, binaries, folder],
      environment: ["PATH": "/usr/bin:/bin"], descriptors: [ends[1], nowhere, nowhere])
    remains = Mutex((ends[0], pid))
    _ = Guardian.removeAllAtExit
    Guardian.all.withLock { $0.append(self) }
  }

  /// Lets it do its work now, and waits until that is done.
  func release() {
    remains.withLock { remains in
      guard let (descriptor, pid) = remains else { return }
      remains = nil
      close(descriptor)
      waitpid(pid, nil, 0)
    }
    Guardian.all.withLock { all in all.removeAll { $0 === self } }
  }
}
