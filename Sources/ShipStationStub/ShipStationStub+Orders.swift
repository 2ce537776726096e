import Synchronization

extension ShipStationStub {
  /// All orders by ascending id.
  public var orders: [StubOrder] {
    responder.state.withLock { $0.book.all }
  }

  /// The order with this id, nil when there is none.
  public func order(id: Int64) -> StubOrder? {
    responder.state.withLock { $0.book[id] }
  }

  /// Adds an order, or replaces the one with its id.
  public func setOrder(_ order: StubOrder) {
    responder.state.withLock { $0.book[order.id] = order }
  }

  /// Adds or replaces several orders in one step.
  public func setOrders(_ orders: [StubOrder]) {
    responder.state.withLock { state in
      for order in orders { state.book[order.id] = order }
    }
  }

  /// Changes an order in one step, as somebody at ShipStation's screen would; false if unknown.
  ///
  /// The document is printed anew. modifyDate is moved to now unless `touch` is false.
  @discardableResult
  public func changeOrder(
    id: Int64, touch: Bool = true, _ change: @Sendable (inout JSON) -> Void
  ) -> Bool {
    responder.state.withLock { state in
      guard let order = state.book[id] else { return false }
      var json = order.json
      if touch { json["modifyDate"] = .string(PacificTime.text(unixMilliseconds: state.clock.now)) }
      change(&json)
      state.book[id] = StubOrder(id: id, bytes: json.bytes, listedAs: json)
      return true
    }
  }

  /// Removes the order with this id: it is 404 from then on.
  public func removeOrder(id: Int64) {
    responder.state.withLock { $0.book[id] = nil }
  }

  /// Registers a shipment for `GET /shipments`.
  public func addShipment(_ shipment: StubShipment) {
    responder.state.withLock { $0.book.shipments.append(shipment) }
  }

  /// Removes all shipments of an order.
  public func removeShipments(orderId: Int64) {
    responder.state.withLock { $0.book.shipments.removeAll { $0.orderId == orderId } }
  }
}
