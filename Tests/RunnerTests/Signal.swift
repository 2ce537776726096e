import Glibc
import PrivatePostgres
import ShipStationStub
import Synchronization
import TestSupport
import Testing

extension Scene {
  /// Starts the real binary, sends it a signal when the nth request has arrived, before that is
  /// answered, and returns.
  func startRun(
    meeting signal: Int32, atRequest number: Int, changes: [String: String?] = [:]
  ) throws -> RunningCommand {
    let meeting = Meeting()
    stub.onRequest { request in
      guard request.number == number else { return }
      for _ in 0..<10_000 where !meeting.send(signal) { usleepMilliseconds(1) }
    }
    let runner = try start("run", changes: changes)
    meeting.introduce(runner)
    for _ in 0..<10_000 where !meeting.isOver { usleepMilliseconds(1) }
    #expect(meeting.isOver, "request \(number) never arrived")
    stub.onRequest(nil)
    return runner
  }
}

/// A signal for a runner that may not be known yet when its request arrives.
private final class Meeting: Sendable {
  private let state = Mutex<(runner: RunningCommand?, isOver: Bool)>((nil, false))

  var isOver: Bool { state.withLock { $0.isOver } }

  func introduce(_ runner: RunningCommand) { state.withLock { $0.runner = runner } }

  /// Whether the runner has met the signal; one that is killed has ended then.
  func send(_ signal: Int32) -> Bool {
    state.withLock { state in
      guard let runner = state.runner else { return false }
      runner.kill(signal)
      if signal == SIGKILL { _ = try? runner.wait() }
      state.isOver = true
      return true
    }
  }
}
