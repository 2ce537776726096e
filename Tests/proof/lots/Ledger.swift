import ShipStationStub
import Synchronization

/// What changes have really done to the lines of ShipStation's orders.
final class Ledger: Sendable {
  private struct Line {
    var id: Int64
    var sku: String
  }
  private struct State {
    var lines: [Int64: [Line]] = [:]
    var applied: [JSON] = []
    /// Orders whose SKUs a person has written since.
    var byHand: Set<Int64> = []
    var findings: [String] = []
  }
  private let state = Mutex(State())

  /// The lines changed so far, [order, line, SKU] each.
  var applied: JSON { state.withLock { .array($0.applied) } }
  /// Changes that changed nothing: sent once more, though they had taken effect.
  var findings: [String] { state.withLock { $0.findings } }

  /// Notes an order as it begins, or as a person has left it.
  func note(_ order: JSON, byHand: Bool = false) {
    guard let id = order["orderId"]?.integer else { return }
    state.withLock {
      $0.lines[id] = Self.lines(order)
      if byHand { $0.byHand.insert(id) }
    }
  }

  /// Notes an order as a change has just stored it; one that is new to the account is nobody's.
  func take(_ order: JSON) {
    guard let id = order["orderId"]?.integer else { return }
    state.withLock { state in
      guard let before = state.lines[id] else { return }
      let after = Self.lines(order)
      let changed = zip(before, after).filter { $0.sku != $1.sku }
      // Under the id that the line had when the change was sent.
      state.applied += changed.map { [.string(String(id)), JSON($0.id), .string($1.sku)] }
      if changed.isEmpty && !state.byHand.contains(id) {
        state.findings.append("order \(id) was sent though it had what was sent")
      }
      state.byHand.remove(id)
      state.lines[id] = after
    }
  }

  private static func lines(_ order: JSON) -> [Line] {
    (order["items"]?.elements ?? []).map {
      Line(id: $0["orderItemId"]?.integer ?? 0, sku: $0["sku"]?.text ?? "")
    }
  }
}
