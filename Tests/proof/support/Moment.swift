/// Where a cycle can be struck: before, during and after each thing a runner does.
package enum Moment: String, CaseIterable, Sendable {
  case beforeBegin = "before begin"
  case duringBegin = "during begin"
  case afterBegin = "after begin"
  case beforeNext = "before next"
  case duringNext = "during next"
  case afterNext = "after next"
  case beforeSend = "before send"
  case afterSend = "after send"
  case beforeAnswer = "before answer"
  case afterAnswer = "after answer"
  case afterPost = "after send of a change"
  case beforePostAnswer = "before answer to a change"
  case beforeAccept = "before accept"
  case duringAccept = "during accept"
  case afterAccept = "after accept"
  case beforeFinish = "before finish"
  case duringFinish = "during finish"
  case afterFinish = "after finish"

  /// What that is, in words.
  package var meaning: String {
    switch self {
    case .beforeBegin, .beforeNext, .beforeAccept, .beforeFinish: "the server never got the call"
    case .duringBegin, .duringNext, .duringAccept, .duringFinish:
      "0 to 3 ms after the server got the call"
    case .afterBegin, .afterNext, .afterAccept, .afterFinish:
      "committed, and the runner did not get the answer"
    case .beforeSend: "0 to 3 ms after the request was handed to the runner"
    case .afterSend, .afterPost: "the request has arrived, nothing is carried out"
    case .beforeAnswer, .beforePostAnswer: "carried out by ShipStation, nothing is answered"
    case .afterAnswer: "0 to 3 ms after the answer left ShipStation"
    }
  }

  /// Whether it is a stretch of time rather than a point.
  package var isStretch: Bool {
    switch self {
    case .duringBegin, .duringNext, .duringAccept, .duringFinish, .beforeSend, .afterAnswer: true
    default: false
    }
  }

  /// The moment that a call's stage is.
  init?(_ call: Call, _ stage: Call.Stage) {
    switch (call.function, stage) {
    case ("begin_cycle", .made): self = .beforeBegin
    case ("begin_cycle", .handedOver): self = .duringBegin
    case ("begin_cycle", .answered): self = .afterBegin
    case ("next_step", .made): self = .beforeNext
    case ("next_step", .handedOver): self = .duringNext
    case ("next_step", .answered): self = .afterNext
    case ("next_step", .returned) where call.lastKind == "send": self = .beforeSend
    case ("accept_response", .made): self = .beforeAccept
    case ("accept_response", .handedOver): self = .duringAccept
    case ("accept_response", .answered): self = .afterAccept
    case ("finish_cycle", .made): self = .beforeFinish
    case ("finish_cycle", .handedOver): self = .duringFinish
    case ("finish_cycle", .answered): self = .afterFinish
    default: return nil
    }
  }
}
