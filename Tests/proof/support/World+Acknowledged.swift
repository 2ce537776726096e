import PrivatePostgres
import TestSupport

extension World {
  /// Answers that the runner was told were stored, and that are not.
  package func lostAnswers() throws -> [String] {
    let stored = acknowledged.filter { $0.function == "accept_response" }.map(\.argument)
    let lost = try shop.psql(
      """
      select a.request_id
      from unnest('{\(stored.joined(separator: ","))}'::bigint[]) as a (request_id)
      where not exists (
        select from shipkeeper.request as r where r.request_id = a.request_id and r.answered_at is not null
      )
      """)
    return lost.split(separator: "\n").map { "an answer that was acknowledged and is lost: \($0)" }
  }
}
