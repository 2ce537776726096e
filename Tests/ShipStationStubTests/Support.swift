import Glibc
import ShipStationStub
import Testing

/// Asks once over a connection of its own.
func ask(
  _ stub: ShipStationStub, _ target: String, method: String = "GET", body: JSON? = nil
) -> WireClient.Answer {
  let client = WireClient(port: stub.port)
  client.send(method, target, body: body?.bytes ?? [])
  return client.receive()
}

/// The orderIds of a list answer, in its order.
func ids(_ answer: WireClient.Answer) throws -> [Int64] {
  try (JSON(parsing: answer.body)["orders"]?.elements ?? []).compactMap { $0["orderId"]?.integer }
}

/// The folder of the recorded payloads.
let fixtureFolder =
  "/" + #filePath.split(separator: "/").dropLast(2).joined(separator: "/") + "/fixtures/"

/// The header that the stub expects by default.
let authorized = ["Authorization: Basic c3R1Yi1rZXk6c3R1Yi1zZWNyZXQ="]

/// A body that createorder accepts.
let postBody: JSON = [
  "orderNumber": "P-1", "orderKey": "key-1", "orderDate": "2024-05-06T07:08:09",
  "orderStatus": "awaiting_shipment", "billTo": ["name": "A"],
  "shipTo": ["name": "A", "country": "US"],
]

/// The bytes of a file.
func fileBytes(_ path: String) throws -> [UInt8] {
  let file = try #require(fopen(path, "r"))
  defer { fclose(file) }
  var bytes = [UInt8](repeating: 0, count: 1 << 20)
  return Array(bytes[..<fread(&bytes, 1, bytes.count, file)])
}
