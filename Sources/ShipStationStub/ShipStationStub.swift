import Synchronization

/// A stand-in for the ShipStation V1 API, served over HTTP on 127.0.0.1 while it lives.
///
/// It keeps orders byte for byte, answers the routes that Shipkeeper uses, plays scripted faults
/// and keeps a log of requests. All members may be used from any thread while it runs.
public final class ShipStationStub: Sendable {
  let responder: Responder
  private let server: Server

  /// Starts a stub that serves these orders; port 0 takes a free one.
  public init(
    orders: [StubOrder] = [], shipments: [StubShipment] = [],
    options: StubOptions = StubOptions(), port: UInt16 = 0
  ) throws {
    var state = StubState(options: options)
    for order in orders { state.book[order.id] = order }
    state.book.shipments = shipments
    let responder = Responder(state)
    let server = try Server(port: port) { responder.serve($0, connection: $1) }
    self.responder = responder
    self.server = server
    try server.start()
  }

  deinit {
    server.stop()
  }

  /// Closes all connections and frees the port; a second call does nothing.
  ///
  /// It returns when every thread of the stub has ended, so no action of the stub may call it.
  public func stop() {
    server.stop()
    responder.state.withLock { state in
      state.onRequest = nil
      state.onAnswer = nil
      state.onCreateOrder = nil
    }
  }

  /// The port it listens on.
  public var port: UInt16 { server.port }

  /// The address to give to a client, such as `http://127.0.0.1:43211`.
  public var baseURL: String { "http://127.0.0.1:\(port)" }

  /// The behaviour, which may be changed at any time.
  public var options: StubOptions {
    get { responder.state.withLock { $0.options } }
    set { responder.state.withLock { $0.options = newValue } }
  }

  /// Changes the behaviour in one step.
  public func configure(_ change: @Sendable (inout StubOptions) -> Void) {
    responder.state.withLock { change(&$0.options) }
  }
}
