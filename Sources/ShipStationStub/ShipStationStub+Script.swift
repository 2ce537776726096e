import Synchronization

extension ShipStationStub {
  /// Plays a fault on the nth request by the log's count: 1 is the first after a reset of the log.
  public func script(_ fault: StubFault, onRequest number: Int) {
    responder.state.withLock { $0.script.add(fault, request: number, path: nil, times: 1) }
  }

  /// Plays a fault on the next `times` requests for this path without query; nil for all of them.
  ///
  /// Several faults for one path follow one another in the order they were scripted.
  public func script(_ fault: StubFault, onPath path: String, times: Int? = nil) {
    responder.state.withLock { $0.script.add(fault, request: nil, path: path, times: times) }
  }

  /// Plays a fault on the next `times` requests whatever they ask for; nil for all of them.
  public func script(_ fault: StubFault, times: Int? = nil) {
    responder.state.withLock { $0.script.add(fault, request: nil, path: nil, times: times) }
  }

  /// Forgets all faults not yet played.
  public func clearScript() {
    responder.state.withLock { $0.script.clear() }
  }

  /// Applies what was answered with ``StubFault/late(_:)``, in the order it came.
  public func takeInLate() {
    responder.state.withLock { state in
      let router = Router(
        options: state.options, now: state.clock.now, onCreateOrder: state.onCreateOrder)
      for request in state.late { _ = router.answer(request, &state.book) }
      state.late = []
    }
  }

  /// Counts so many requests of other programs against the enforced rate limit.
  public func consumeQuota(_ count: Int) {
    responder.state.withLock { state in
      let now = state.clock.now
      _ = state.limiter.take(count, at: now, under: state.options.rateLimit)
    }
  }

  /// Sets the clock that dates, the `Date` header and the rate limit use.
  ///
  /// It runs on from there, or stands until it is moved.
  public func setClock(unixMilliseconds: Int64, isRunning: Bool = true) {
    responder.state.withLock { $0.clock.set(unixMilliseconds, isRunning: isRunning) }
  }

  /// Moves that clock forward, or back with a negative duration.
  public func advanceClock(by duration: Duration) {
    let parts = duration.components
    let milliseconds = parts.seconds * 1000 + parts.attoseconds / 1_000_000_000_000_000
    responder.state.withLock { $0.clock.advance(milliseconds) }
  }

  /// That clock's time, in milliseconds since 1970.
  public var clockMilliseconds: Int64 {
    responder.state.withLock { $0.clock.now }
  }
}
