import ProofSupport
import ShipStationStub
import Synchronization
import TestSupport

/// Everybody who may touch an order while a cycle runs: at a random call something random happens,
/// and again at a later one.
final class People: Sendable {
  let world: World
  let ledger = Ledger()

  private struct State {
    var dice: Dice
    var told: [String] = []
    var kills = 0
    /// For how many minutes a change has been late or reads have lagged; nil: neither.
    var lag: Int?
  }
  private let state: Mutex<State>
  private static let longestLag = 30
  /// What is handed out is looked at in one transaction: people act before or after a call, not
  /// within it.
  private static let points = Moment.allCases.filter { !$0.isStretch }

  /// The people of a shop, of this seed.
  init(_ world: World, seed: UInt64) {
    self.world = world
    state = Mutex(State(dice: Dice(seed: seed)))
    for order in world.stub.orders { ledger.note(order.json) }
    world.stub.onCreateOrder { [ledger] in ledger.take($0) }
    var dice = Dice(seed: ~seed)
    // Early, so that what follows from it has time to come.
    if dice.once(in: 2) { tell(makeLate(&dice)) }
  }

  /// What they did, in turn.
  var told: [String] { state.withLock { $0.told } }
  /// How often the runner was killed.
  var kills: Int { state.withLock { $0.kills } }

  /// Lets them act, and act again some moments later; once in a while the runner is killed instead.
  func goAbout() {
    var dice = state.withLock { Dice(seed: $0.dice.next()) }
    let isDeadly = dice.once(in: 15)
    let moments = isDeadly ? [dice.pick(Moment.allCases)] : Self.points
    let number = dice.roll(isDeadly ? 1...3 : 1...6)
    world.lookout.arm(anyOf: moments, number: number, delay: UInt32(dice.roll(0...3000))) {
      [unowned self] in
      let place = world.lookout.struckAt?.rawValue ?? ""
      guard isDeadly else {
        tell("\(place): \(deed())")
        goAbout()
        return true
      }
      state.withLock { $0.kills += 1 }
      tell("\(place): killed")
      return world.killRunner()
    }
  }

  private func tell(_ what: String) { state.withLock { $0.told.append(what) } }

  /// Lets some minutes or hours go by, and what is late come first.
  func letTimePass() throws {
    let minutes = state.withLock { $0.dice.pick([1, 6, 6, 16, 16, 61, 400]) }
    let isOver = state.withLock { state in
      state.lag.map { $0 + minutes > Self.longestLag } ?? false
    }
    if isOver { catchUp() }
    state.withLock { state in state.lag = state.lag.map { $0 + minutes } }
    tell("\(minutes) minutes go by")
    try world.shop.psql("select proof.pass('\(minutes) minutes')")
  }

  /// Applies what is late, and shows every order as it is.
  func catchUp() {
    world.stub.takeInLate()
    world.stub.clearScript()
    state.withLock { $0.lag = nil }
  }

  private func deed() -> String {
    var dice = state.withLock { Dice(seed: $0.dice.next()) }
    switch dice.roll(1...10) {
    case 1...5: return here(&dice)
    case 6, 7: return there(&dice)
    default: return onTheWay(&dice)
    }
  }

  /// What goes wrong between the two.
  private func onTheWay(_ dice: inout Dice) -> String {
    let path = "/orders/createorder"
    switch dice.roll(1...6) {
    case 1:
      catchUp()
      return "all that is late arrives"
    case 2, 3:
      guard let order = world.stub.orders.randomElement(using: &dice) else { return "nothing" }
      world.stub.script(.body(order.bytes), onPath: "/orders/\(order.id)")
      startLag()
      return "\(order.id) is read as it is now for a while"
    case 4: return makeLate(&dice)
    default:
      let faults: [StubFault] = [
        .disconnectAfterApplying, .statusAfterApplying(500), .truncated(afterBytes: 9),
        .rateLimited(resetSeconds: 1), .status(400), .status(503), .reset, .html,
      ]
      let fault = dice.pick(faults)
      world.stub.script(fault, onPath: path, times: 1)
      return "a change will meet \(fault)"
    }
  }

  private func makeLate(_ dice: inout Dice) -> String {
    let fault = StubFault.late(dice.pick([408, 500, 502, 504]))
    world.stub.script(fault, onPath: "/orders/createorder", times: 1)
    startLag()
    return "a change will be late"
  }

  private func startLag() { state.withLock { $0.lag = $0.lag ?? 0 } }
}
