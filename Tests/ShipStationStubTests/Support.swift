import Glibc
import ShipStationStub

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
