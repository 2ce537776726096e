import PrivatePostgres

/// The files of this repository that tests are made from.
public enum RepositoryFiles {
  /// The paths, seen from the top of the repository and sorted, of the files in a folder and below it
  /// whose names match a pattern of the shell.
  public static func matching(_ pattern: String, in folder: String) throws -> [String] {
    let found = try Command.run(
      "find", [folder, "-type", "f", "-name", pattern, "-not", "-path", "*/.*/*"],
      folder: ProductPath.repository)
    return found.stdout.split(separator: "\n").map(String.init).sorted()
  }

  /// The scripts in these folders that a shell runs, known by their first line.
  public static func shellScripts(in folders: [String]) throws -> [String] {
    try folders.flatMap { try matching("*", in: $0) }.filter { path in
      let firstLine = try Command.output(
        of: "head", ["-qn", "1", path], folder: ProductPath.repository)
      return firstLine.hasPrefix("#!") && firstLine.hasSuffix("sh\n")
    }
  }
}
