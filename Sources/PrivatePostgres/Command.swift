import Glibc

/// Runs other programs: to their end with ``run(_:_:environment:input:folder:timeLimit:)``, or leaves
/// them running with ``start(_:_:environment:input:folder:)``.
///
/// A program sees the variables it is given, PATH, HOME, USER and LANG, and nothing else of this
/// process: no test depends on the PG* variables of the person who runs it. Signals are as in a
/// fresh shell. The program leads a process group of its own.
public enum Command {
  /// What a program that has ended left behind.
  public struct Output: Sendable, Equatable {
    /// The exit status, or 128 and the signal's number as in a shell.
    public var status: Int32
    /// All it wrote on standard output.
    public var stdout: String
    /// All it wrote on standard error.
    public var stderr: String
  }

  /// A program that could not be started, did not end in time, or was not to fail and failed.
  public struct Failure: Error, CustomStringConvertible {
    /// What happened, in a sentence, with what the program wrote on standard error.
    public var description: String

    /// Something that went wrong, told in a sentence.
    public init(description: String) {
      self.description = description
    }
  }

  /// Runs a program to its end, whatever its status.
  ///
  /// A program without a `/` is looked for in PATH. After `timeLimit` it is killed with all that it
  /// started, and a ``Failure`` is thrown.
  public static func run(
    _ program: String, _ arguments: [String] = [], environment: [String: String] = [:],
    input: String = "", folder: String? = nil, timeLimit: Duration = .seconds(60)
  ) throws -> Output {
    try start(program, arguments, environment: environment, input: input, folder: folder)
      .wait(timeLimit: timeLimit)
  }

  /// Runs a program that must end with status 0 and returns its standard output.
  @discardableResult
  public static func output(
    of program: String, _ arguments: [String] = [], environment: [String: String] = [:],
    input: String = "", folder: String? = nil, timeLimit: Duration = .seconds(60)
  ) throws -> String {
    let output = try run(
      program, arguments, environment: environment, input: input, folder: folder,
      timeLimit: timeLimit)
    guard output.status == 0 else {
      throw Failure(description: "\(program) ended with \(output.status): \(output.stderr)")
    }
    return output.stdout
  }

  /// Starts a program and returns at once.
  public static func start(
    _ program: String, _ arguments: [String] = [], environment: [String: String] = [:],
    input: String = "", folder: String? = nil
  ) throws -> RunningCommand {
    let standardInput = try scratchFile(holding: input)
    let standardOutput = try scratchFile()
    let standardError = try scratchFile()
    defer { close(standardInput) }
    let command = folder.map { ["/usr/bin/env", "-C", $0, program] } ?? [program]
    do {
      let pid = try spawn(
        command + arguments, environment: baseEnvironment.merging(environment) { $1 },
        descriptors: [standardInput, standardOutput, standardError])
      return RunningCommand(
        pid: pid, program: program, stdout: standardOutput, stderr: standardError)
    } catch {
      close(standardOutput)
      close(standardError)
      throw error
    }
  }

  /// The variables every program gets.
  private static var baseEnvironment: [String: String] {
    var base = ["LANG": "C.UTF-8"]
    for name in ["PATH", "HOME", "USER"] {
      base[name] = getenv(name).map { String(cString: $0) }
    }
    return base
  }

  /// Starts a process whose descriptors 0, 1 and 2 are the given ones.
  static func spawn(
    _ command: [String], environment: [String: String], descriptors: [Int32]
  ) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (number, descriptor) in descriptors.enumerated() {
      posix_spawn_file_actions_adddup2(&actions, descriptor, Int32(number))
    }

    // Worker threads block signals, and a test may ignore some: a child starts without either.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    var all = sigset_t()
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(
      &attributes,
      Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP))

    var argv = command.map { strdup($0) } + [nil]
    var envp = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for string in argv + envp { free(string) } }
    var pid: pid_t = 0
    let code = posix_spawnp(&pid, command[0], &actions, &attributes, &argv, &envp)
    guard code == 0 else {
      throw Failure(description: "cannot start \(command[0]): \(String(cString: strerror(code)))")
    }
    return pid
  }

  /// A file without a name that holds a text: unlike a pipe it is never full and never broken.
  private static func scratchFile(holding text: String = "") throws -> Int32 {
    var descriptor: Int32 = -1
    repeat {
      let path = "/tmp/shipkeeper-\(getpid())-\(UInt64.random(in: 0...UInt64.max))"
      descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0o600)
      if descriptor >= 0 { unlink(path) }
    } while descriptor < 0 && errno == EEXIST
    guard descriptor >= 0 else {
      throw Failure(description: "no scratch file in /tmp: \(String(cString: strerror(errno)))")
    }
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      guard written > 0 else {
        close(descriptor)
        throw Failure(description: "cannot write to /tmp: \(String(cString: strerror(errno)))")
      }
      rest = rest.dropFirst(written)
    }
    lseek(descriptor, 0, SEEK_SET)
    return descriptor
  }
}
