import Glibc

/// A thread of the system that runs one closure.
struct Thread: Sendable {
  private final class Work: Sendable {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }

  private let identifier: pthread_t

  /// Starts the thread.
  init(_ run: @escaping @Sendable () -> Void) throws {
    var identifier = pthread_t()
    let work = Unmanaged.passRetained(Work(run))
    let code = pthread_create(
      &identifier, nil,
      { context in
        Unmanaged<Work>.fromOpaque(context!).takeRetainedValue().run()
        return nil
      }, work.toOpaque())
    guard code == 0 else {
      work.release()
      throw StubError.system("pthread_create", code)
    }
    self.identifier = identifier
  }

  /// Waits until the closure has returned.
  func join() {
    pthread_join(identifier, nil)
  }
}
