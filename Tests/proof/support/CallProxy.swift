import Dispatch
import Glibc
import PrivatePostgres
import Synchronization

/// Stands between the runner and its database, and shows each call at each of its stages.
///
/// It listens where a server would, on a socket in a folder of its own: give that folder as PGHOST.
package final class CallProxy: Sendable {
  /// Sees a call at a stage; false cuts both connections, before anything else happens to it.
  package typealias Watcher = @Sendable (Call, Call.Stage) -> Bool

  /// The folder of its socket.
  package let folder: String
  private let target: String
  private let listener: Int32
  private let watcher: Watcher
  private let isStopped = Atomic(false)

  /// A proxy for a server whose socket lies in a folder; its own folder lies in `home`.
  package init(server: String, home: String, name: String, watcher: @escaping Watcher) throws {
    folder = "\(home)/\(name)"
    target = server
    self.watcher = watcher
    mkdir(folder, 0o700)
    // It goes with the home, which may be another user's.
    var owner = stat()
    if stat(home, &owner) == 0 { _ = chown(folder, owner.st_uid, owner.st_gid) }
    listener = UnixSocket.make()
    let path = Self.socket(in: folder)
    unlink(path)
    guard UnixSocket.bind(listener, to: path), listen(listener, 64) == 0 else {
      close(listener)
      throw Command.Failure(description: "no socket at \(path)")
    }
    let listener = listener
    DispatchQueue(label: "proxy").async { [weak self] in
      while true {
        let client = accept(listener, nil, nil)
        if client < 0 && errno == EINTR { continue }
        guard client >= 0 else { break }
        _ = fcntl(client, F_SETFD, FD_CLOEXEC)
        if let self { self.startServing(client) } else { close(client) }
      }
      close(listener)
    }
  }

  deinit { stop() }

  /// Takes no more connections.
  package func stop() {
    // Its descriptor is another's once the loop has closed it.
    if !isStopped.exchange(true, ordering: .relaxed) { shutdown(listener, Int32(SHUT_RDWR)) }
  }

  private static func socket(in folder: String) -> String { "\(folder)/.s.PGSQL.5432" }

  private func startServing(_ client: Int32) {
    let (path, watcher) = (Self.socket(in: target), watcher)
    DispatchQueue(label: "connection").async {
      let server = UnixSocket.make()
      if UnixSocket.connect(server, to: path) {
        Self.serve(Conversation(descriptor: client), Conversation(descriptor: server), watcher)
      }
      close(client)
      close(server)
    }
  }

  /// Plays one connection: libpq sends a statement and waits for all of its answer.
  private static func serve(
    _ client: Conversation, _ server: Conversation, _ watcher: Watcher
  ) {
    let isReady: Set<UInt8> = [UInt8(ascii: "Z")]
    let endsStatement: Set<UInt8> = [UInt8(ascii: "S"), UInt8(ascii: "Q"), UInt8(ascii: "X")]
    guard let opening = client.opening(), server.send(opening),
      let welcome = server.messages(until: isReady), client.send(welcome)
    else { return }
    while let statement = client.messages(until: endsStatement) {
      var call = Call(statement)
      guard watcher(call, .made), server.send(statement), watcher(call, .handedOver),
        let answer = server.messages(until: isReady)
      else { return }
      call.take(answer)
      guard watcher(call, .answered), client.send(answer), watcher(call, .returned) else { return }
    }
  }
}
