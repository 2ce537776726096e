import Glibc
import PrivatePostgres
import ShipStationStub
import Testing

/// Takes TLS connections for the stand-in API, with a certificate made for 127.0.0.1 alone.
final class TLSDoor: Sendable {
  private let folder: String
  private let socat: RunningCommand
  private let port: Substring

  /// `https://` and the address that the certificate names.
  var url: String { "https://127.0.0.1:\(port)" }

  /// The same place, by a name that the certificate does not hold.
  var urlByAnotherName: String { "https://localhost:\(port)" }

  init(to stub: ShipStationStub) throws {
    folder = "/tmp/shipkeeper-tls-\(getpid())-\(UInt64.random(in: 0...UInt64.max))"
    mkdir(folder, 0o700)
    try Command.output(
      of: "openssl",
      [
        "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
        "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-days", "1",
        "-keyout", "key.pem", "-out", "certificate.pem",
      ], folder: folder)
    let target = try #require(stub.baseURL.split(separator: "/").last)
    socat = try Command.start(
      "socat",
      [
        "-dd", "openssl-listen:0,bind=127.0.0.1,fork,verify=0,cert=certificate.pem,key=key.pem",
        "tcp:\(target)",
      ], folder: folder)
    for _ in 0..<200 where !socat.stderr.contains("listening on") { usleepMilliseconds(20) }
    let said = try #require(socat.stderr.firstMatch(of: /listening on .*:([0-9]+)/))
    port = said.1
  }

  deinit {
    socat.kill(SIGTERM)
    _ = try? socat.wait()
    _ = try? Command.run("rm", ["-r", folder])
  }

  /// Whether a process here may see another list of trusted certificates than the system's.
  static let canBeTrusted =
    (try? Command.run("unshare", trusting("/dev/null") + ["true"]))?.status == 0

  /// Runs the real binary where the certificate is the only one that is trusted.
  func trusting(_ scene: Scene, url: String) throws -> Command.Output {
    try Command.run(
      "unshare", Self.trusting("\(folder)/certificate.pem") + [ProductPath.shipkeeper, "run"],
      environment: scene.environment.merging(["SHIPSTATION_BASE_URL": url]) { $1 })
  }

  private static func trusting(_ certificates: String) -> [String] {
    let script = #"mount --bind "$0" /etc/ssl/certs/ca-certificates.crt && exec "$@""#
    // Root's own rights would not reach the server's socket from a namespace of users.
    return (geteuid() == 0 ? [] : ["--map-root-user"]) + [
      "--mount", "sh", "-c", script, certificates,
    ]
  }
}
