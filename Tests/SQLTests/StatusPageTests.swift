import PrivatePostgres
import TestSupport
import Testing

/// The status page as a browser shows it. That it is well-formed and true is tested in SQL.
@Suite(.serialized) struct StatusPageTests {
  static let widths = [360, 1280]

  /// The page as analysts get it.
  private func page(of shop: TestShop) throws -> String {
    try shop.psql("select shipkeeper_report.status_page()", user: "shop_analyst")
  }

  /// A shop whose texts want to be something else than text, and whose numbers are long.
  private func hostileShop() throws -> TestShop {
    let shop = try ShopServer.shared.newShop()
    try shop.load("Tests/page/hostile.sql")
    return shop
  }

  @Test(arguments: widths)
  func nothingOverflows(width: Int) throws {
    let sight = try Browser.look(at: page(of: hostileShop()), width: width)
    #expect(sight["width"] == "\(width)")
    #expect(sight["scrollWidth"] == "\(width)")
    #expect(sight["outside"] == "")
    #expect(sight["spilling"] == "", "Wider than their cells")
    #expect(sight["covered"] == "", "Labels of a plot cover each other")
    #expect(sight["small"] == "")
  }

  @Test(arguments: widths)
  func hostileTextIsText(width: Int) throws {
    let shop = try hostileShop()
    let texts = try shop.psql("select jsonb_agg(shown) from hostile_text", user: "shop_owner")
    let sight = try Browser.look(at: page(of: shop), width: width, texts: texts)
    #expect(sight["missing"] == "")
    #expect(sight["hits"] == "0", "A text was run")
    #expect(sight["active"] == "0")
    #expect(sight["fetched"] == "0")
  }

  /// The contrast that the Web Content Accessibility Guidelines ask for (AA, 4.5 to 1).
  @Test(arguments: Browser.Scheme.allCases)
  func textIsReadable(in scheme: Browser.Scheme) throws {
    let sight = try Browser.look(at: page(of: hostileShop()), width: 1280, scheme: scheme)
    #expect(sight["isDark"] == "\(scheme == .dark)")
    #expect(sight["pale"] == "")
  }

  @Test(arguments: widths)
  func aShopWithoutAPastHasAPage(width: Int) throws {
    let sight = try Browser.look(at: page(of: ShopServer.shared.newShop()), width: width)
    #expect(sight["scrollWidth"] == "\(width)")
    #expect(sight["outside"] == "")
    #expect(sight["words"].flatMap { Int($0) } ?? 0 > 50)
  }

  /// Without a script a page does not know the time: its style lets the banner wait for it.
  @Test func aPageThatStaysOpenSaysThatItIsOld() throws {
    let shop = try ShopServer.shared.newShop()
    try shop.psql("update shipkeeper.settings set alert_after = '20 minutes'", user: "shop_owner")
    let page = try page(of: shop)
    let sight = try Browser.look(at: page, width: 360)
    #expect(sight["isOldAtOnce"] == "false")
    #expect(sight["oldAfter"] == "1200")
    #expect(sight["isOldThen"] == "true")
  }

  /// The line of the manual, as cron runs it: where no page can be made the last one says that it
  /// is old.
  @Test(arguments: Browser.Scheme.allCases)
  func thePageOfCronSaysThatItIsOld(in scheme: Browser.Scheme) throws {
    let manual = try Command.output(of: "cat", ["README.md"], folder: ProductPath.repository)
    let line = try #require(
      manual.split(separator: "\n").first { $0.hasPrefix("    * * * * * cd /var/www/shop && ") })
    let command = line.split(separator: " && ", maxSplits: 1)[1]
    let folder = String(try Command.output(of: "mktemp", ["-d"]).dropLast())
    defer { _ = try? Command.run("rm", ["-rf", folder]) }
    _ = try Command.output(
      of: "tee", ["\(folder)/page.html"], input: page(of: ShopServer.shared.newShop()))
    // Nobody listens there.
    _ = try? Command.run(
      "env",
      [
        "PGHOST=\(folder)", "sh", "-c", "cd \(folder) && cp page.html status.html && \(command)",
      ])
    let old = try Command.output(of: "cat", ["\(folder)/status.html"])
    let sight = try Browser.look(at: old, width: 360, scheme: scheme)
    #expect(sight["isOldAtOnce"] == "true")
    #expect(sight["pale"] == "")
    #expect(sight["scrollWidth"] == "360")
  }

  /// What the tests above rely on: the probe sees what is wrong.
  @Test func theProbeSees() throws {
    let sight = try Browser.look(
      at: """
        <!DOCTYPE html><title>x</title><body style="margin: 0">
        <p style="width: 500px; color: #999; font-size: 11px">wide and pale</p>
        <p style="width: 9px">spills</p>
        <img src="data:," onerror="parent.hits++">
        <svg><text x="10" y="20">one</text><text x="12" y="20">two</text></svg></body>
        """, width: 360, texts: #"["wide", "absent"]"#)
    #expect(sight["scrollWidth"] == "500")
    #expect(sight["outside"]?.contains("wide") == true)
    #expect(sight["spilling"]?.contains("spills") == true)
    #expect(sight["pale"]?.contains("wide") == true)
    #expect(sight["small"]?.contains("wide") == true)
    #expect(sight["covered"]?.contains("one") == true)
    #expect(sight["missing"] == "absent")
    #expect(sight["hits"] == "1")
    #expect(sight["active"] == "1")
  }
}
