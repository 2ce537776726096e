import ProofSupport
import ShipStationStub
import TestSupport

/// What people and programs do, here and in ShipStation; each returns what it was.
extension People {
  func here(_ dice: inout Dice) -> String {
    let number = String(1200 + dice.roll(1...4))
    let header = "where order_number = '\(number)'"
    let lines = "order_inbox_id = (select id from orders_inbox \(header))"
    switch dice.roll(1...16) {
    case 1, 2: return shop("update orders_inbox set status = 'awaiting_shipment' \(header)")
    case 5: return shop("update orders_inbox set status = 'on_hold' \(header)")
    case 6:
      let status = dice.pick(["uploaded", "shipped", "cancelled"])
      return shop("update orders_inbox set status = '\(status)' \(header)")
    case 3, 4, 7, 8:
      let (sku, lots) = dice.pick([
        ("17612", ["250237", "250300"]), ("17904", ["250111", "250410"]),
      ])
      let lot = dice.pick(lots)
      return shop("update sku_lot set active = (lot = '\(lot)')::integer where sku = '\(sku)'")
    case 9:
      touch(number)
      let id = dice.pick([number, "9\(number)"])
      return shop("update orders_inbox set shipstation_order_id = '\(id)' \(header)")
    case 10:
      touch(number)
      let change = dice.pick(["quantity = quantity + 1", "sku_lot = sku || ' - 000000'"])
      return shop("update order_items_inbox set \(change) where \(lines)")
    case 11:
      touch(number)
      return shop("delete from order_items_inbox where \(lines) and sku = '17904'")
    case 12:
      let call = dice.pick(["set_lot_override", "clear_lot_override"])
      return decision("\(call)('\(number)', 'proof')")
    case 13:
      touch(number)
      return decision("\(dice.pick(["hold_order", "release_order"]))('\(number)', 'proof')")
    case 14:
      return decision("\(dice.pick(["retry_order", "open_lot_review"]))('\(number)', 'proof')")
    case 15:
      let call = dice.pick([
        "approve_lot_update(r.lot_review_id)", "reject_lot_update(r.lot_review_id, 'proof')",
      ])
      return decision(
        "\(call) from shipkeeper_report.lot_reviews as r where r.state = 'approval' limit 1")
    default:
      let mode = dice.pick(["automatic", "automatic", "approval", "dry_run", "off"])
      return decision("change_setting('lot_mode', '\(mode)', 'proof')")
    }
  }

  func there(_ dice: inout Dice) -> String {
    guard let order = world.stub.orders.filter({ $0.id < 2000 }).randomElement(using: &dice) else {
      return "nothing"
    }
    let id = order.id
    switch dice.roll(1...10) {
    case 1, 2, 3:
      let note = JSON.string("note \(dice.roll(1...999))")
      world.stub.changeOrder(id: id) { $0["internalNotes"] = note }
      return "\(id) gets a note there"
    case 4, 5, 6:
      let status = dice.pick(["awaiting_shipment", "awaiting_shipment", "on_hold", "shipped"])
      world.stub.changeOrder(id: id) { $0["orderStatus"] = .string(status) }
      return "\(id) is \(status) there"
    case 7:
      world.stub.addShipment(.json(orderId: id, voided: dice.once(in: 2)))
      return "\(id) gets a label"
    case 8, 9:
      touch(String(id))
      let sku = JSON.string(dice.pick(["17612 - 250237", "17904 - 250111"]))
      world.stub.changeOrder(id: id) { $0["items"]?[0]["sku"] = sku }
      if let order = world.stub.order(id: id) { ledger.note(order.json, byHand: true) }
      return "\(id) gets another SKU there"
    default:
      // Nobody reads on what is gone.
      catchUp()
      world.stub.removeOrder(id: id)
      return "\(id) is deleted there"
    }
  }

  private func touch(_ number: String) {
    _ = try? world.shop.psql("insert into proof.touched values ('\(number)')")
  }

  private func shop(_ sql: String) -> String {
    (try? world.shop.psql(sql, user: "shop_program")) == nil ? "refused: \(sql)" : sql
  }

  /// An operator's call; one that is refused changes nothing.
  private func decision(_ call: String) -> String {
    let sql = "select shipkeeper_operator.\(call)"
    return (try? world.shop.psql(sql, user: "shop_operator")) == nil ? "refused: \(call)" : call
  }
}
