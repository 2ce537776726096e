import Glibc

/// Reads whole files.
enum File {
  static func bytes(at path: String) throws -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw StubError.system("open", errno) }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = read(descriptor, &chunk, chunk.count)
      if count < 0 { throw StubError.system("read", errno) }
      if count == 0 { return bytes }
      bytes += chunk[..<count]
    }
  }
}
