import Glibc

/// Turns SIGTERM and SIGINT into a question that is asked between two steps.
///
/// The signals stay blocked and `sigtimedwait` fetches them: no handler runs, no call is
/// interrupted half way, and a wait ends the moment one arrives.
final class Termination {
  private var signals = sigset_t()
  private var hasArrived = false

  /// Takes the signals over; to be called before anything starts a thread.
  init() {
    sigaddset(&signals, SIGTERM)
    sigaddset(&signals, SIGINT)
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    signal(SIGPIPE, SIG_IGN)
  }

  /// Whether the process was asked to stop.
  var isRequested: Bool { wait(.zero) }

  /// Sleeps, but no longer than until the process is asked to stop; tells whether it was.
  @discardableResult
  func wait(_ duration: Duration) -> Bool {
    let (seconds, attoseconds) = duration.components
    var limit = timespec(tv_sec: Int(seconds), tv_nsec: Int(attoseconds / 1_000_000_000))
    hasArrived = hasArrived || sigtimedwait(&signals, nil, &limit) > 0
    return hasArrived
  }
}
