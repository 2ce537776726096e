import CLibcurl

/// Collects bytes of an answer while they arrive.
struct Reception {
  /// The most bytes taken.
  let limit: Int
  /// Whether a status line makes it start anew: a proxy's or an interim response came before.
  let isForHeaders: Bool
  /// What came so far.
  private(set) var bytes: [UInt8] = []
  /// Whether more came than is taken.
  private(set) var hasOverflowed = false

  /// The callback for libcurl, whose context points at a Reception.
  static let callback: shipkeeper_curl_receiver = { bytes, size, count, context in
    let piece = UnsafeRawBufferPointer(start: bytes, count: size * count)
    return context?.assumingMemoryBound(to: Reception.self).pointee.take(piece) ?? 0
  }

  private mutating func take(_ piece: UnsafeRawBufferPointer) -> Int {
    if isForHeaders && piece.starts(with: "HTTP/".utf8) { bytes = [] }
    hasOverflowed = bytes.count + piece.count > limit
    if !hasOverflowed { bytes.append(contentsOf: piece) }
    // Another number than it gave makes libcurl stop.
    return hasOverflowed ? 0 : piece.count
  }
}
