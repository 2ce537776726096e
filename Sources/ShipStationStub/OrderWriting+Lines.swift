extension OrderWriting {
  /// A line as stored: one sent with the orderItemId of a stored line is that line.
  func line(_ sent: JSON, _ book: inout OrderBook) -> JSON {
    let stored = (old?["items"]?.elements ?? []).first {
      $0["orderItemId"] != nil && $0["orderItemId"] == sent["orderItemId"]
    }
    let stamp = JSON.string(now.lineText)
    let keepsId = stored != nil && options.keepsOrderItemIds
    let rules = FieldRules([
      "orderItemId": keepsId ? .readOnly(nil) : .value(JSON(book.newItemId())),
      "lineItemKey": .input(nil),
      "sku": .input(nil),
      "name": .input(""),
      "imageUrl": .input(nil),
      "weight": .value(Weight.normalised(sent["weight"]) ?? .null),
      "quantity": .input(0),
      "unitPrice": .input(0),
      "taxAmount": .input(nil),
      "shippingAmount": .input(nil),
      "warehouseLocation": .input(nil),
      "options": .input([]),
      "productId": .value(product(sent, stored, book)),
      "fulfillmentSku": .input(nil),
      "adjustment": .input(false),
      "upc": .input(nil),
      "createDate": .readOnly(stamp),
      "modifyDate": .readOnly(stamp),
    ])
    var line = rules.apply(sent, over: stored)
    if let stored, line != stored { line["modifyDate"] = stamp }
    return line
  }

  /// The product that some line of the account has; others do not exist.
  private func product(_ sent: JSON, _ stored: JSON?, _ book: OrderBook) -> JSON {
    guard let given = sent["productId"], !given.isNull else { return .null }
    if stored?["productId"] == given { return given }
    let isKnown = book.orders.values.contains { order in
      (order.json["items"]?.elements ?? []).contains { $0["productId"] == given }
    }
    return isKnown ? given : .null
  }

  /// The international options; their customs lines are added to unless sent with their id.
  func internationalOptions(_ book: inout OrderBook) -> JSON {
    let given = sent["internationalOptions"] ?? .null
    let stored = old?["internationalOptions"]
    var customs = JSON.null
    if let lines = given["customsItems"]?.elements {
      let before = stored?["customsItems"]?.elements ?? []
      customs = .array(customsItems(lines, over: lines.isEmpty ? [] : before, &book))
    }
    return FieldRules([
      "contents": .input(nil), "customsItems": .value(customs), "nonDelivery": .input(nil),
    ]).apply(given, over: stored)
  }

  private func customsItems(
    _ sent: [JSON], over stored: [JSON], _ book: inout OrderBook
  ) -> [JSON] {
    var lines = stored
    for line in sent {
      let id = line["customsItemId"]
      let place = lines.firstIndex { id != nil && id != JSON.null && $0["customsItemId"] == id }
      let written = FieldRules([
        "customsItemId": place != nil ? .readOnly(nil) : .value(JSON(book.newItemId())),
        "description": .input(nil), "quantity": .input(0), "value": .input(0),
        "harmonizedTariffCode": .input(nil), "countryOfOrigin": .input(nil),
      ]).apply(line, over: place.map { lines[$0] })
      if let place { lines[place] = written } else { lines.append(written) }
    }
    return lines
  }
}
