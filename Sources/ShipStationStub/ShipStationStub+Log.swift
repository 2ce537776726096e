import Synchronization

extension ShipStationStub {
  /// All requests since the start or the last reset of the log, in the order they arrived.
  public var requests: [StubRequest] {
    responder.state.withLock { $0.log }
  }

  /// Empties the log; request numbers start at 1 again.
  public func resetLog() {
    responder.state.withLock { state in
      state.log = []
      state.logGeneration += 1
    }
  }

  /// Calls this for every request before its effect, on the connection's thread.
  ///
  /// The closure may use the stub. Nothing happens to the request until it returns.
  public func onRequest(_ action: (@Sendable (StubRequest) -> Void)?) {
    responder.state.withLock { $0.onRequest = action }
  }

  /// Calls this for every request after its effect and before anything is sent.
  ///
  /// The closure may use the stub. The client sees nothing until it returns.
  public func onAnswer(_ action: (@Sendable (StubRequest) -> Void)?) {
    responder.state.withLock { $0.onAnswer = action }
  }

  /// Lets this change every order that createorder has just stored, as an automation rule would.
  ///
  /// The closure must not use the stub.
  public func onCreateOrder(_ change: (@Sendable (inout JSON) -> Void)?) {
    responder.state.withLock { $0.onCreateOrder = change }
  }
}
