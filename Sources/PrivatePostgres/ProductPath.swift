import Glibc

/// Where the pieces of this package lie.
public enum ProductPath {
  /// The top of the source tree, without a `/` at its end.
  public static let repository = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    .dropLast(3).joined(separator: "/")

  /// The folder of the running program, where its sister products lie, whatever the build folder.
  public static let products = folderOfThisProgram()

  /// The runner.
  public static let shipkeeper = products + "/shipkeeper"

  /// The migration driver.
  public static let migrate = repository + "/migrations/migrate"

  private static func folderOfThisProgram() -> String {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let length = readlink("/proc/self/exe", &buffer, buffer.count)
    return String(decoding: buffer.prefix(max(0, length)), as: UTF8.self)
      .split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
  }
}
