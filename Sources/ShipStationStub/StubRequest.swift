/// One request as the log keeps it.
public struct StubRequest: Sendable {
  /// The place in the log, from 1; `script(_:onRequest:)` counts the same way.
  public let number: Int
  /// The connection it came over, from 1.
  public let connection: Int
  /// The method, as sent.
  public let method: String
  /// The path without the query.
  public let path: String
  /// The query as sent, without the question mark; empty when there is none.
  public let query: String
  /// The header fields, their names in lower case.
  public let headers: [String: String]
  /// The body.
  public let body: [UInt8]
  /// When the request had arrived whole, by a clock that never goes back.
  public let arrival: ContinuousClock.Instant
  /// The status of the answer; nil while there is none, and for faults that send none.
  public internal(set) var status: Int?
  /// The fault that was played.
  public internal(set) var fault: StubFault?

  /// The parameters of the query, decoded; of repeated ones the last.
  public var parameters: [String: String] { QueryString.parse(query) }
}
