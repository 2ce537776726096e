import Glibc
import PrivatePostgres
import TestSupport
import Testing

/// The real exporter for Prometheus, with our queries.
enum Exporter {
  static let tools = "\(ProductPath.repository)/Tests/.tools/usr/bin"
  static let folder = "\(ProductPath.repository)/Sources/shipkeeper/prometheus"

  /// The values of our metrics, by name and labels: `shipkeeper_alert_active no_cycle critical`.
  static func scrape(_ shop: TestShop) throws -> [String: String] {
    var values: [String: String] = [:]
    for line in try metricsText(shop).split(separator: "\n") where !line.hasPrefix("#") {
      guard let blank = line.lastIndex(of: " ") else { continue }
      let name = line.prefix { $0 != "{" && $0 != " " }
      let labels = ["alert", "severity", "kind", "figure", "period"].compactMap { label in
        line.firstMatch(of: try! Regex("\(label)=\"([^\"]*)\""))?.output[1].substring
      }
      values[([name] + labels).joined(separator: " ")] = String(line[line.index(after: blank)...])
    }
    return values
  }

  /// What the exporter answers, which runs as an analyst.
  static func metricsText(_ shop: TestShop) throws -> String {
    let port = Int.random(in: 20_000..<30_000)
    let environment = shop.environment(user: "shop_analyst")
    let exporter = try Command.start(
      "\(tools)/prometheus-postgres-exporter",
      [
        "--disable-default-metrics", "--disable-settings-metrics",
        "--extend.query-path=\(folder)/queries.yaml", "--web.listen-address=127.0.0.1:\(port)",
      ],
      environment: [
        "DATA_SOURCE_NAME":
          "host=\(environment["PGHOST"] ?? "") port=\(environment["PGPORT"] ?? "") "
          + "user=shop_analyst dbname=\(shop.database) sslmode=disable"
      ])
    defer {
      exporter.kill(SIGKILL)
      _ = try? exporter.wait()
    }
    let answer = try Command.run(
      "curl",
      [
        "--silent", "--show-error", "--fail", "--retry", "60", "--retry-delay", "1",
        "--retry-connrefused", "http://127.0.0.1:\(port)/metrics",
      ])
    try #require(answer.status == 0, Comment(rawValue: answer.stderr + exporter.stderr))
    return answer.stdout
  }
}
