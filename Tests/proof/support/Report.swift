import Glibc

/// What a proof prints: one table, a row for each thing that was done.
package struct Report {
  private var rows: [(name: String, what: String, times: Int, failures: Int)] = []
  /// What did not hold, and the rows where it did not.
  private var failures: [(text: String, rows: [String])] = []

  package init() {}

  /// Adds a row for a thing that will be done, and what that is.
  package mutating func row(_ name: String, _ what: String) { rows.append((name, what, 0, 0)) }

  /// Counts one trial of a row, with what did not hold in it; `repeating` says how to do it again.
  package mutating func count(_ name: String, findings: [String], repeating: String) {
    guard let place = rows.firstIndex(where: { $0.name == name }) else { return }
    rows[place].times += 1
    guard !findings.isEmpty else { return }
    rows[place].failures += 1
    let text = "\(findings.prefix(8).joined(separator: "; ")) (\(repeating))"
    if let known = failures.firstIndex(where: { $0.text == text }) {
      if !failures[known].rows.contains(name) { failures[known].rows.append(name) }
    } else {
      failures.append((text, [name]))
      say("\(name): \(text)")
    }
  }

  /// Prints the table, and says how all went; the status to exit with.
  package func end(_ title: String, did: String, _ summary: String) -> Int32 {
    print("\n\(title)\n\n| \(did) | which is | times | all held |\n|---|---|--:|--:|")
    for row in rows {
      let held = "\(row.times - row.failures)"
      let cell = row.failures == 0 ? held : "**\(held)**"
      print("| \(row.name) | \(row.what) | \(row.times) | \(cell) |")
    }
    print("\n\(summary)")
    for (text, rows) in failures {
      print("- **does not hold**, \(rows.joined(separator: ", ")): \(text)")
    }
    return failures.isEmpty && !rows.isEmpty ? 0 : 1
  }
}

/// Says something to who waits, beside the table.
package func say(_ sentence: String) {
  let line = Array((sentence + "\n").utf8)
  _ = write(STDERR_FILENO, line, line.count)
}

/// Lines that only one of two texts has, the first of each.
package func differences(_ before: String, _ after: String) -> [String] {
  let (old, new) = (before.split(separator: "\n"), after.split(separator: "\n"))
  let change = new.difference(from: old)
  return (change.removals.prefix(3) + change.insertions.prefix(3)).map { step in
    switch step {
    case .remove(_, let line, _): "missing: \(line.prefix(400))"
    case .insert(_, let line, _): "too much: \(line.prefix(400))"
    }
  }
}
