/// One page of a list.
struct Page {
  private let number: Int
  private let size: Int

  /// Reads `page` (default 1) and `pageSize` (default 100, at most `largest`); nil for no numbers.
  init?(_ parameters: [String: String], largest: Int = 500) {
    guard let number = Int(parameters["page"] ?? "1"),
      let size = Int(parameters["pageSize"] ?? "100"), number >= 1, size >= 1
    else { return nil }
    self.number = number
    self.size = min(size, largest)
  }

  /// What of a list lies on this page.
  func shown<Element>(of list: [Element]) -> ArraySlice<Element> {
    let (offset, overflow) = (number - 1).multipliedReportingOverflow(by: size)
    return overflow ? [] : list.dropFirst(offset).prefix(size)
  }

  /// The envelope with this page of the documents, byte for byte.
  func answer(_ name: String, _ documents: [[UInt8]], zeroPages: Bool = false) -> Answer {
    var body = Array("{\"\(name)\":[".utf8)
    for (index, document) in shown(of: documents).enumerated() {
      if index > 0 { body.append(UInt8(ascii: ",")) }
      body += document
    }
    let pages = zeroPages ? 0 : (documents.count + size - 1) / size
    body += "],\"total\":\(documents.count),\"page\":\(number),\"pages\":\(pages)}".utf8
    return Answer(200, body)
  }
}
