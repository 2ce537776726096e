import PrivatePostgres
import ShipStationStub
import TestSupport
import Testing

/// Real orders of ShipStation's: what is written is what was read, but for the SKUs.
@Suite("Lots: real payloads")
struct LotPayloadTests {
  /// A real order that waits to be shipped, all its other bytes as they were recorded.
  struct Payload: CustomTestStringConvertible {
    let file: String
    let order: StubOrder

    var testDescription: String { "\(file) \(order.id)" }
  }

  static let payloads = Result {
    try RepositoryFiles.matching("*.json", in: "Tests/fixtures").flatMap { file -> [Payload] in
      let orders = try? StubOrder.orders(inFile: "\(ProductPath.repository)/\(file)")
      return try (orders ?? []).map { order in
        var text = String(decoding: order.bytes, as: UTF8.self)
        for status in ["shipped", "cancelled"] {
          text = text.replacing(
            #""orderStatus": "\#(status)""#, with: #""orderStatus": "awaiting_shipment""#)
        }
        // The header here has the number that its order has there.
        text = text.replacing(
          /"orderNumber":\s*"[^"]*"/, with: #""orderNumber": "\#(order.id)""#)
        return try Payload(file: file, order: StubOrder(text))
      }
    }
  }

  @Test(
    "Of every real order all bytes are sent but the lots, and ShipStation's copy passes the comparison",
    arguments: try payloads.get())
  func sentAsRead(payload: Payload) throws {
    let (scene, skus) = try Self.ready(payload)
    let number = payload.order.id

    try scene.runLots()
    if try scene.review(number) == "approval|awaiting_approval|history_unknown" {
      #expect(payload.order.json["createDate"] == nil)
      try scene.shop.psql(
        "select shipkeeper_operator.approve_lot_update(lot_review_id) from shipkeeper_report.lot_reviews",
        user: "shop_operator")
      scene.stub.resetLog()
      try scene.runLots()
    }

    if payload.order.json["advancedOptions"]?["mergedOrSplit"] == true {
      #expect(scene.posts.isEmpty)
      #expect(try scene.review(number) == "closed|skipped|not_updatable")
      return
    }
    let sent = try #require(scene.posts.first)
    #expect(scene.posts.count == 1)
    #expect(sent.body == Self.withLots(skus, payload.order.bytes))
    #expect(sent.status == 200)
    #expect(try scene.review(number) == "closed|verified|")
    #expect(try scene.trace(number).count == skus.count)
    #expect(try scene.localSKUs(number) == skus.map { "\($0) - 250300" })
  }

  @Test(
    "Numbers and odd texts are sent as they stand: 1.00, 1e2, a 13-digit id, escapes, blanks, unknown fields"
  )
  func oddTexts() throws {
    let scene = try Scene.forLots()
    let now = PacificTime.text(unixMilliseconds: scene.stub.clockMilliseconds)
    let text = #"""
      { "orderId":1234567890123 ,"orderNumber":"1234567890123","orderKey":"manual-\u0041\/b","orderStatus":"awaiting_shipment",
        "orderDate":"\#(now)","createDate":"\#(now)","modifyDate":"\#(now)","unknown":{"b":[1.00,-0.0,1e2],"a":null},
      	"billTo":{"name":"A"},"shipTo":{"name":"Zoë \"Z\" \ud83d\ude00 sku","country":"US","street1":"\"sku\":\"17612 - 250237\""},
        "items":[{"options":[{"name":"sku","value":"17612 - 250237"}],"orderItemId":1234567890124,"quantity":1.0,"unitPrice":19.990,
          "sku" : "17612 \u002d 250237" , "name":"17612 - 250237"},{"sku":"17904\t- 250111","orderItemId":7,"quantity":3,"unitPrice":1}],
        "orderTotal":22.99,"amountPaid":22.990,"advancedOptions":{"storeId":28400}}
      """#
    scene.stub.setOrder(try StubOrder(text))
    try scene.holdHeader(
      1_234_567_890_123, scene.stub.order(id: 1_234_567_890_123)?.json["items"]?.elements ?? [])
    try scene.release(1_234_567_890_123)

    try scene.runLots()

    let expected =
      text.replacing(#""sku" : "17612 \u002d 250237""#, with: #""sku" : "17612 - 250300""#)
      .replacing(#""sku":"17904\t- 250111""#, with: #""sku":"17904 - 250410""#)
    #expect(String(decoding: scene.posts.first?.body ?? [], as: UTF8.self) == expected)
  }

  /// The order in ShipStation and, released since it was made, in a shop where all its products have
  /// an active lot and none of its SKUs a lot yet.
  private static func ready(_ payload: Payload) throws -> (Scene, [String]) {
    let scene = try Scene.forLots()
    let items = payload.order.json["items"]?.elements ?? []
    let skus = items.filter { $0["adjustment"] != true }.compactMap { $0["sku"]?.text }
    let number = payload.order.id
    scene.stub.setOrder(payload.order)
    try scene.shop.psql(
      """
      update shipkeeper.settings set lot_for_plain_sku = true;
      insert into sku_lot (sku, lot) select sku, '250300' from unnest('{\(skus.joined(separator: ","))}'::text[]) as sku;
      update shipkeeper.lot_activation set active_since = now() - interval '1 hour';
      """)
    // The order came when it was made, years ago: its history, which had begun, is written by hand.
    try scene.shop.psql(
      """
      update shipkeeper.lot_state set history_began_at = '2015-01-01';
      alter table orders_inbox disable trigger shipkeeper_status_inserted
      """)
    try scene.holdHeader(number, items)
    try scene.shop.psql(
      """
      alter table orders_inbox enable always trigger shipkeeper_status_inserted;
      update shipkeeper.lot_state set status_triggers = shipkeeper.trigger_version('orders_inbox');
      insert into shipkeeper.order_status_history (
        order_inbox_id, order_number, to_status, entry, changed_at, changed_by, application_name
      )
      select id, order_number, status, 'insert',
        '\(payload.order.json["createDate"]?.text ?? "2015-01-01")'::timestamp at time zone 'America/Los_Angeles',
        'test', ''
      from orders_inbox
      """)
    try scene.release(number)
    return (scene, skus)
  }

  private static func withLots(_ skus: [String], _ bytes: [UInt8]) -> [UInt8] {
    var text = String(decoding: bytes, as: UTF8.self)
    for sku in skus {
      text = text.replacing(#""sku": "\#(sku)""#, with: #""sku": "\#(sku) - 250300""#)
    }
    return Array(text.utf8)
  }
}
