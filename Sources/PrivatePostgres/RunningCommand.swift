import Glibc
import Synchronization

/// A program that was started and may still be running.
///
/// The last reference to it takes the program down, with all that it started.
public final class RunningCommand: Sendable {
  /// The process.
  public let pid: Int32
  private let program: String
  private let standardOutput: Int32
  private let standardError: Int32
  private let status = Mutex<Int32?>(nil)

  init(pid: Int32, program: String, stdout: Int32, stderr: Int32) {
    self.pid = pid
    self.program = program
    standardOutput = stdout
    standardError = stderr
  }

  deinit {
    if isRunning { killAll() }
    close(standardOutput)
    close(standardError)
  }

  /// What it wrote on standard output up to now.
  public var stdout: String { contents(of: standardOutput) }

  /// What it wrote on standard error up to now.
  public var stderr: String { contents(of: standardError) }

  /// Whether it has not ended yet.
  public var isRunning: Bool { collect(WNOHANG) == nil }

  /// Sends a signal to the process, unless it has ended.
  public func kill(_ signal: Int32) {
    status.withLock { if $0 == nil { _ = Glibc.kill(pid, signal) } }
  }

  /// Waits until it has ended. After `timeLimit` it is killed with all that it started, and a
  /// ``Command/Failure`` is thrown.
  public func wait(timeLimit: Duration = .seconds(60)) throws -> Command.Output {
    let clock = ContinuousClock()
    let end = clock.now + timeLimit
    var pause: useconds_t = 500
    while true {
      if let status = collect(WNOHANG) {
        return Command.Output(status: status, stdout: stdout, stderr: stderr)
      }
      guard clock.now < end else { break }
      usleep(pause)
      pause = min(pause * 2, 10_000)
    }
    killAll()
    throw Command.Failure(
      description: "\(program) did not end within \(timeLimit): \(stderr)\(stdout)")
  }

  /// Kills the process and the others of its group, and waits for it.
  private func killAll() {
    _ = Glibc.kill(-pid, SIGKILL)
    _ = collect(0)
  }

  /// The status, as soon as the process has ended; its number is free for others from then on.
  private func collect(_ options: Int32) -> Int32? {
    status.withLock { known in
      if known == nil {
        var word: Int32 = 0
        if waitpid(pid, &word, options) == pid {
          known = word & 0x7f == 0 ? (word >> 8) & 0xff : 128 + (word & 0x7f)
        }
      }
      return known
    }
  }

  private func contents(of descriptor: Int32) -> String {
    var information = stat()
    fstat(descriptor, &information)
    let bytes = [UInt8](unsafeUninitializedCapacity: Int(information.st_size)) { buffer, count in
      count = max(0, pread(descriptor, buffer.baseAddress, buffer.count, 0))
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
