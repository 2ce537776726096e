import CLibcurl

/// Collects bytes of an answer while they arrive, up to a limit.
final class Reception {
  /// What came so far.
  private(set) var bytes: [UInt8] = []
  /// Whether more came than is taken.
  private(set) var hasOverflowed = false

  private let limit: Int
  private let isForHeaders: Bool

  /// Makes room for a body, or for the header lines of the latest response.
  init(limit: Int, isForHeaders: Bool = false) {
    self.limit = limit
    self.isForHeaders = isForHeaders
  }

  /// The callback for libcurl; a result other than the number of bytes makes it stop.
  static let callback: shipkeeper_curl_receiver = { bytes, size, count, context in
    guard let context else { return 0 }
    let piece = UnsafeRawBufferPointer(start: bytes, count: size * count)
    return Unmanaged<Reception>.fromOpaque(context).takeUnretainedValue().take(piece)
  }

  private func take(_ piece: UnsafeRawBufferPointer) -> Int {
    // A proxy's or an interim response came before: only the last one counts.
    if isForHeaders && piece.starts(with: "HTTP/".utf8) { bytes = [] }
    hasOverflowed = bytes.count + piece.count > limit
    if hasOverflowed { return 0 }
    bytes.append(contentsOf: piece)
    return piece.count
  }
}
