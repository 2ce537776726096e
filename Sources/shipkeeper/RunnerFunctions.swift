/// The four functions of the schema shipkeeper_runner: all that a runner may call. Each bears a
/// second call after a lost connection, and logs what the database has to say.
extension Postgres {
  /// Asks for a cycle: `outcome`, `cycle`.
  func beginCycle(_ worker: String, _ runner: Runner, _ settings: Configuration) throws -> Row {
    try row(
      """
      select outcome, cycle::text, level, message
      from shipkeeper_runner.begin_cycle($1::text, 2,
        pg_catalog.jsonb_strip_nulls(pg_catalog.jsonb_build_object(
          'kind', $2::text, 'only', pg_catalog.string_to_array($3::text, ','),
          'writes_allowed', $4::text::boolean, 'orders', $5::text::integer)))
      """, worker.utf8, runner.kind.utf8, runner.only?.utf8, "\(settings.allowsWrites)".utf8,
      runner.orders.map { "\($0)".utf8 })
  }

  /// Asks what to do next: `kind` and what the kind needs.
  func nextStep(_ cycle: String) throws -> Row {
    try row(
      """
      select kind, level, message, seconds::text, request::text, method, path, body,
        timeout_seconds::text, send_within_seconds::text
      from shipkeeper_runner.next_step($1::text::bigint)
      """, cycle.utf8)
  }

  /// Hands an answer back: `stop`.
  func acceptResponse(_ request: Request, _ answer: Answer) throws -> Row {
    try row(
      """
      select stop::text, level, message
      from shipkeeper_runner.accept_response(
        $1::text::bigint, $2::text::integer, $3::bytea, $4::bytea, $5::text)
      """, request.id.utf8, answer.status.map { "\($0)".utf8 }, answer.headers, answer.body,
      answer.error?.rawValue.utf8)
  }

  /// Closes the cycle, for a reason of the runner's own: `outcome`, `metrics`.
  func finishCycle(_ cycle: String, _ reason: String? = nil) throws -> Row {
    let rows = try call(
      """
      select kind, level, message, outcome, metrics::text
      from shipkeeper_runner.finish_cycle($1::text::bigint, $2::text)
      """, [cycle.utf8, reason?.utf8])
    // Only another call tells the database that its last sentences have arrived.
    return rows.count > 1 ? try finishCycle(cycle) : rows[0]
  }

  private func row(_ sql: String, _ parameters: (any Sequence<UInt8>)?...) throws -> Row {
    try call(sql, parameters).last!
  }

  private func call(_ sql: String, _ parameters: [(any Sequence<UInt8>)?]) throws -> [Row] {
    let rows = try query(sql, parameters)
    if rows.isEmpty { throw Fault.notUnderstood("no row") }
    for row in rows {
      if let message = row.text("message") { log.write(row.text("level") ?? "error", message) }
    }
    return rows
  }
}
