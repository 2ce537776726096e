import Glibc
import PrivatePostgres
import Testing

/// The demo itself: it must show what it promises, and leave nothing behind.
@Suite struct DemoTests {
  @Test func endsWellAndRemovesItsServer() throws {
    let demo = try Command.run("\(ProductPath.products)/demo")
    if demo.status != 0 { Issue.record("\(demo.stdout)\(demo.stderr)") }
    #expect(try !exists(#require(serverFolder(in: demo.stdout))))
  }

  @Test func removesItsServerWhenKilled() throws {
    let demo = try Command.start("\(ProductPath.products)/demo")
    let clock = ContinuousClock()
    let start = clock.now
    while serverFolder(in: demo.stdout) == nil, clock.now - start < .seconds(30) { usleep(10_000) }
    let folder = try #require(serverFolder(in: demo.stdout))
    #expect(exists(folder))

    demo.kill(SIGKILL)
    let killed = clock.now
    while exists(folder), clock.now - killed < .seconds(20) { usleep(10_000) }
    #expect(!exists(folder))
  }

  /// The folder that the demo's first line names.
  private func serverFolder(in output: String) -> String? {
    output.split(separator: "\n").first?.split { " ,".contains($0) }
      .first { $0.hasPrefix("/tmp/shipkeeper-") }.map(String.init)
  }

  private func exists(_ path: String) -> Bool {
    access(path, F_OK) == 0
  }
}
