import PrivatePostgres
import TestSupport

/// Debian's Chromium without a window: shows a page and says what a person would see of it.
struct Browser {
  /// What `Tests/page/probe.html` saw.
  struct Sight {
    private let values: [String: String]

    init(report: String) {
      let lines = report.split(separator: "\n").compactMap { line -> (String, String)? in
        let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        return parts.count == 2 ? (String(parts[0]), String(parts[1])) : nil
      }
      values = Dictionary(uniqueKeysWithValues: lines)
    }

    /// A value by its name in the probe; text is in per cent encoding.
    subscript(_ name: String) -> String? { values[name] }
  }

  /// The colours that a person asks for.
  enum Scheme: String, CaseIterable {
    case light
    case dark
  }

  /// Shows a page in a frame of a width in pixels, looking for texts given as a JSON array.
  static func look(
    at page: String, width: Int, scheme: Scheme = .light, texts: String = "[]"
  ) throws -> Sight {
    let folder = String(try Command.output(of: "mktemp", ["-d"]).dropLast())
    defer { _ = try? Command.run("rm", ["-rf", folder]) }
    let attribute = page.replacing("&", with: "&amp;").replacing("\"", with: "&quot;")
    let probe = try Command.output(
      of: "cat", ["Tests/page/probe.html"], folder: ProductPath.repository)
    try Command.output(
      of: "tee", ["\(folder)/probe.html"],
      input: probe.replacing("@WIDTH@", with: "\(width)")
        .replacing("@TEXTS@", with: texts.replacing("<", with: "\\u003c"))
        .replacing("@PAGE@", with: attribute))
    let document = try Command.output(
      of: "chromium",
      [
        "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
        "--user-data-dir=\(folder)/profile", "--window-size=1400,1000", "--hide-scrollbars",
        // 0 is dark, 1 is light.
        "--blink-settings=preferredColorScheme=\(scheme == .dark ? 0 : 1)",
        "--virtual-time-budget=2000", "--dump-dom", "file://\(folder)/probe.html",
      ])
    guard let found = document.firstMatch(of: #/<pre id="report">([^<]+)</pre>/#) else {
      throw Command.Failure(description: "Chromium did not come to the end of the page.")
    }
    return Sight(report: String(found.1))
  }
}
