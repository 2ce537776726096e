/// Something that goes wrong with one answer.
///
/// Faults that replace the answer come before the effect: a POST is not applied. Faults of the
/// transport of a normal answer, and those named so, come after it: the POST is applied.
public enum StubFault: Sendable, Equatable {
  /// This status with a body, or the body that is usual for it; nothing is applied.
  case status(Int, body: String? = nil, headers: [String: String] = [:])
  /// 429 with this many seconds to wait, or with nil without any rate-limit header.
  case rateLimited(resetSeconds: Int?)
  /// No answer at all until the client gives up; nothing is applied.
  case timeout
  /// The normal answer, its body sent at this pace.
  case drip(bytesPerSecond: Int)
  /// The normal answer, ended in order after so many bytes of the body its header promised.
  case truncated(afterBytes: Int)
  /// The connection is reset without an answer; nothing is applied.
  case reset
  /// The normal answer, its connection reset after so many bytes of the body.
  case resetAfter(bytes: Int)
  /// 200 with a web page, as a gateway sends it; nothing is applied.
  case html
  /// The normal answer with another orderId in it.
  case wrongOrderId
  /// 200 with exactly these bytes; nothing is applied.
  case body([UInt8])
  /// The normal answer, worked out only after this time.
  case delay(milliseconds: Int)
  /// A list that keeps its total but holds no orders.
  case emptyPage
  /// The request is applied, then the connection is closed without an answer.
  case disconnectAfterApplying
  /// The request is applied, then no answer comes until the client gives up.
  case timeoutAfterApplying
  /// The request is applied, then answered with this status.
  case statusAfterApplying(Int)
  /// Answered with this status; applied only when the stub is told to take in what is late.
  case late(Int)

  /// 200 with exactly the UTF-8 bytes of this text; nothing is applied.
  public static func body(_ text: String) -> StubFault { .body(Array(text.utf8)) }
}
