import ShipStationStub
import Testing

@Suite
struct OrderListTests {
  let stub: ShipStationStub

  init() throws {
    stub = try ShipStationStub(orders: [
      .json(
        id: 3, number: "1001", status: "shipped", orderDate: "2024-05-01T00:00:00.0000000",
        createDate: "2024-05-02T10:00:00.0000000", modifyDate: "2024-05-09T10:00:00.0000000",
        changes: ["paymentDate": "2024-05-01T01:00:00.0000000"]),
      .json(
        id: 1, number: "10010", orderDate: "2024-05-02T12:00:00.5000000",
        createDate: "2024-05-02T12:00:00.5000000", modifyDate: "2024-05-08T10:00:00.0000000",
        storeId: 7),
      .json(
        id: 2, number: "1001-A", orderDate: "2024-05-03T00:00:00.0000000",
        createDate: "2024-05-01T00:00:00.0000000", modifyDate: "2024-05-08T10:00:00.0000000"),
      .json(id: 4, number: "2001", status: "on_hold", orderDate: "2024-06-01T00:00:00.0000000"),
    ])
  }

  @Test func theEnvelopeHoldsTheOrdersByteForByte() throws {
    let orders = stub.orders.map { String(decoding: $0.bytes, as: UTF8.self) }
    #expect(
      ask(stub, "/orders").text
        == #"{"orders":[\#(orders.joined(separator: ","))],"total":4,"page":1,"pages":1}"#)
  }

  @Test(
    arguments: [
      ("", [1, 2, 3, 4]),
      ("orderNumber=1001", [1, 2, 3]),
      ("orderNumber=1001-a", [2]),
      ("orderNumber=001", []),
      ("orderNumber=", [1, 2, 3, 4]),
      ("orderStatus=shipped", [3]),
      ("orderStatus=awaiting_shipment&orderNumber=1001", [1, 2]),
      ("orderStatus=cancelled", []),
      ("storeId=7", [1]),
      ("storeId=28400", [2, 3, 4]),
      ("unknown=1", [1, 2, 3, 4]),
      ("paymentDateStart=2024-01-01", [3]),
    ] as [(String, [Int64])])
  func filtersChoose(query: String, expected: [Int64]) throws {
    #expect(try ids(ask(stub, "/orders?" + query)) == expected)
  }

  @Test(
    arguments: [
      ("orderDateStart=2024-05-02%2012:00:00", [1, 2, 4]),
      ("orderDateStart=2024-05-02+12:00:01", [2, 4]),
      ("orderDateStart=2024-05-02T12:00:00.5", [1, 2, 4]),
      ("orderDateStart=2024-05-02T12:00:00.5000001", [2, 4]),
      ("orderDateEnd=2024-05-02T12:00:00.5", [1, 3]),
      ("orderDateEnd=2024-05-02T12:00:00.4999999", [3]),
      ("orderDateStart=2024-05-03&orderDateEnd=2024-05-03", [2]),
      ("orderDateStart=2024-05-03&orderDateEnd=2024-05-02", []),
      ("createDateStart=2024-05-02&createDateEnd=2024-05-02T23:59:59", [1, 3]),
      ("modifyDateStart=2024-05-08T10:00:00&modifyDateEnd=2024-05-08T10:00:00", [1, 2]),
      ("modifyDateStart=2024-05-08T17:00:00Z&modifyDateEnd=2024-05-08T10:00:00-07:00", [1, 2]),
      ("modifyDateStart=2024-05-08T17:00:01-00:00&modifyDateEnd=2024-05-31", [3]),
    ] as [(String, [Int64])])
  func dateBoundsAreInclusive(query: String, expected: [Int64]) throws {
    #expect(try ids(ask(stub, "/orders?" + query)) == expected)
  }

  @Test(
    arguments: [
      ("sortBy=OrderDate", [3, 1, 2, 4]),
      ("sortBy=CreateDate&sortDir=ASC", [2, 3, 1, 4]),
      ("sortBy=ModifyDate", [1, 2, 3, 4]),
      ("sortBy=ModifyDate&sortDir=DESC", [4, 3, 2, 1]),
      ("sortDir=DESC", [4, 3, 2, 1]),
    ] as [(String, [Int64])])
  func sortingOrders(query: String, expected: [Int64]) throws {
    #expect(try ids(ask(stub, "/orders?" + query)) == expected)
  }

  @Test(arguments: [
    "orderDateStart=yesterday", "modifyDateEnd=2024-02-30", "page=0", "page=x", "pageSize=0",
    "storeId=x", "createDateStart=2024-01-01T25:00:00",
  ])
  func valuesThatMeanNothingAreRefused(query: String) {
    #expect(ask(stub, "/orders?" + query).status == 400)
  }

  @Test func pagesDivideTheOrders() throws {
    let first = try JSON(parsing: ask(stub, "/orders?pageSize=3").body)
    #expect(first["total"] == 4 && first["page"] == 1 && first["pages"] == 2)
    #expect(try ids(ask(stub, "/orders?pageSize=3")) == [1, 2, 3])
    #expect(try ids(ask(stub, "/orders?pageSize=3&page=2")) == [4])
    let beyond = try JSON(parsing: ask(stub, "/orders?pageSize=3&page=9").body)
    #expect(beyond == ["orders": [], "total": 4, "page": 9, "pages": 2])
    #expect(try ids(ask(stub, "/orders?page=9223372036854775807&pageSize=500")) == [])
  }

  @Test func aPageHoldsAHundredByDefaultAndFiveHundredAtMost() throws {
    stub.setOrders((1...600).map { .json(id: $0) })
    #expect(try ids(ask(stub, "/orders")).count == 100)
    #expect(try ids(ask(stub, "/orders?pageSize=500")).count == 500)
    let capped = try JSON(parsing: ask(stub, "/orders?pageSize=1000&page=2").body)
    #expect(capped["orders"]?.elements?.count == 100)
    #expect(capped["pages"] == 2)
  }

  @Test func pagesCanBeSmallerThanAskedFor() throws {
    stub.configure { $0.largestPage = 3 }
    #expect(try ids(ask(stub, "/orders?pageSize=500")) == [1, 2, 3])
    #expect(try ids(ask(stub, "/orders?pageSize=500&page=2")) == [4])
    #expect(try ids(ask(stub, "/orders?pageSize=2")) == [1, 2])
  }

  @Test func aBrokenOrderBreaksEveryAnswerThatWouldHoldIt() throws {
    stub.configure { $0.brokenOrders = [3] }
    #expect(ask(stub, "/orders").status == 500)
    #expect(ask(stub, "/orders/3").status == 500)
    #expect(try ids(ask(stub, "/orders?pageSize=2")) == [1, 2])
    #expect(ask(stub, "/orders?pageSize=2&page=2").status == 500)
    #expect(try ids(ask(stub, "/orders?orderStatus=on_hold")) == [4])
    stub.configure { $0.brokenOrders = [] }
    #expect(try ids(ask(stub, "/orders")) == [1, 2, 3, 4])
  }

  @Test func listsCanSayZeroPages() throws {
    stub.configure { $0.reportsZeroPages = true }
    let list = try JSON(parsing: ask(stub, "/orders").body)
    #expect(list["pages"] == 0 && list["total"] == 4)
  }
}
