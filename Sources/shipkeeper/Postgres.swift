import CLibpq
import Glibc

/// One connection to the database, replaced when it is lost.
final class Postgres {
  private var connection: OpaquePointer?
  let log: Log

  /// Connects as psql would: the environment and the service file decide.
  init(_ log: Log) throws {
    self.log = log
    connect()
    if PQstatus(connection) != CONNECTION_OK { throw refusal() }
  }

  deinit { PQfinish(connection) }

  /// Database, host and login, for a person to read.
  var summary: String {
    [PQdb(connection), PQhost(connection), PQuser(connection)]
      .map { $0.map { String(cString: $0) } ?? "?" }.joined(separator: ", ")
  }

  /// Runs a statement that can be repeated; all its parameters and columns are text or bytea.
  func query(_ sql: String, _ parameters: [(any Sequence<UInt8>)?]) throws -> [Row] {
    do {
      return try attempt(sql, parameters)
    } catch let fault as Fault where fault.isConnectionLost {
      log.write("warning", "⚠️ Connecting again: \(fault.sentence)")
      // Half a minute for an answer in hand, also when the process was asked to stop.
      let deadline = ContinuousClock.now + .seconds(30)
      repeat {
        sleep(1)
        connect()
      } while PQstatus(connection) != CONNECTION_OK && ContinuousClock.now < deadline
      return try attempt(sql, parameters)
    }
  }

  private func connect() {
    var settings = [
      "fallback_application_name": "shipkeeper", "connect_timeout": "10", "keepalives_idle": "30",
      "keepalives_interval": "10", "keepalives_count": "3", "tcp_user_timeout": "30000",
    ]
    // A keyword given here would win over environment and service file: give only what they leave.
    let decided = PQconndefaults()
    var option = decided
    while let keyword = option?.pointee.keyword {
      if option?.pointee.val != nil { settings[String(cString: keyword)] = nil }
      option = option?.successor()
    }
    PQconninfoFree(decided)
    settings["client_encoding"] = "UTF8"
    let copies = [settings.map { strdup($0.key) }, settings.map { strdup($0.value) }]
    defer { for copy in copies.joined() { free(copy) } }
    let lists = copies.map { list in list.map { UnsafePointer($0) } + [nil] }
    PQfinish(connection)
    connection = PQconnectdbParams(lists[0], lists[1], 0)
    // A notice may quote data; the functions say what they have to say in their rows.
    PQsetNoticeReceiver(connection, { _, _ in }, nil)
  }

  private func attempt(_ sql: String, _ parameters: [(any Sequence<UInt8>)?]) throws -> [Row] {
    // One byte more: an empty value needs something to point at, for a null pointer is NULL.
    let values = parameters.map { $0.map { Array($0) } }
    let copies = values.map { $0.flatMap { memcpy(malloc($0.count + 1), $0, $0.count) } }
    defer { for copy in copies { free(copy) } }
    let result = PQexecParams(
      connection, sql, Int32(values.count), nil,
      copies.map { UnsafePointer($0?.assumingMemoryBound(to: CChar.self)) },
      values.map { Int32($0?.count ?? 0) }, values.map { _ in 1 }, 1)
    defer { PQclear(result) }
    guard PQresultStatus(result) == PGRES_TUPLES_OK else { throw fault(result) }
    return (0..<PQntuples(result)).map { row in
      var columns = Row()
      for column in 0..<PQnfields(result) where PQgetisnull(result, row, column) == 0 {
        let count = Int(PQgetlength(result, row, column))
        let bytes = UnsafeRawBufferPointer(start: PQgetvalue(result, row, column), count: count)
        columns[String(cString: PQfname(result, column))] = Array(bytes)
      }
      return columns
    }
  }

  // Of a login that was refused libpq tells the SQLSTATE only in place of the words.
  private func refusal() -> Fault {
    let (words, needsPassword) = (message, PQconnectionNeedsPassword(connection) == 1)
    PQsetErrorVerbosity(connection, PQERRORS_SQLSTATE)
    PQreset(connection)
    let state = message.firstMatch(of: /:  (28000|28P01|3D000|42501)/).map { String($0.1) }
    return .database(state ?? (needsPassword ? "28P01" : nil), words, isConnectionBad: true)
  }

  // Only SQLSTATE and primary message: detail and context quote data.
  private func fault(_ result: OpaquePointer?) -> Fault {
    let field = { PQresultErrorField(result, Int32(UInt8(ascii: $0))).map { String(cString: $0) } }
    let isBad = PQstatus(connection) != CONNECTION_OK
    return .database(field("C"), field("M") ?? message, isConnectionBad: isBad)
  }

  private var message: String {
    let lines = String(cString: PQerrorMessage(connection)).split(whereSeparator: \.isNewline)
    return lines.joined(separator: "; ")
  }
}
