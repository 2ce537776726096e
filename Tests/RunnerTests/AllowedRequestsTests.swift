import PrivatePostgres
import ShipStationStub
import TestSupport
import Testing

/// The runner's own list of what it will ever send, whatever the database says.
@Suite("Runner: the only requests it sends")
struct AllowedRequestsTests {
  let scene: Scene

  init() throws { scene = try Scene() }

  /// A database that asks for one request of its own choice.
  private func ask(_ method: String, _ path: String, body: String = "null") throws {
    try scene.shop.psql(
      """
      create or replace function shipkeeper.plan_ghosts(p_cycle bigint, p_may_send boolean)
      returns shipkeeper.plan_result language plpgsql set search_path = pg_catalog, pg_temp as $$
      begin
        if exists (select from shipkeeper.request r where r.cycle_id = p_cycle) then
          return 'nothing';
        end if;
        perform shipkeeper.put_request(
          p_cycle, 'ghosts', '\(method)', $path$\(path)$path$, 5, null, null, \(body));
        return 'again';
      end $$;
      """)
  }

  private var error: String {
    get throws { try scene.shop.psql("select error from shipkeeper.request") }
  }

  @Test(
    "Any other request is handed back unsent",
    arguments: [
      ("GET", "/"), ("GET", "/orders/"), ("GET", "/orders/12/"), ("GET", "/orders/12x"),
      ("GET", "/orders/../webhooks"), ("GET", "//evil.example/orders"), ("GET", "@evil.example/"),
      ("GET", "/orders/12?x"), ("GET", "/orders/createorder"), ("GET", "/fulfillments"),
      ("GET", "/orders?a=b c"), ("GET", "/orders?a=\u{e9}"), ("POST", "/orders/12"),
      ("POST", "/orders/createorders"), ("POST", "/orders"), ("POST", "/orders/createorder?x"),
    ])
  func refused(method: String, path: String) throws {
    try ask(method, path)
    let run = try scene.shipkeeper("run", changes: ["SHIPSTATION_ALLOW_WRITES": "1"])
    #expect(run.status == 78)
    #expect(scene.stub.requests.isEmpty)
    #expect(try error == "not_sent_refused")
  }

  @Test(
    "A POST leaves only where the environment allows writes", arguments: [nil, "0", "true", "1"])
  func writes(allowed: String?) throws {
    try ask("POST", "/orders/createorder", body: "convert_to('{}', 'UTF8')")
    _ = try scene.shipkeeper("run", changes: ["SHIPSTATION_ALLOW_WRITES": allowed])
    #expect(scene.stub.requests.count == (allowed == "1" ? 1 : 0))
    #expect(try error == (allowed == "1" ? "" : "not_sent_writes_off"))
  }

  @Test(
    "The lists it may ask for pass",
    arguments: ["/orders", "/orders?page=1&pageSize=500", "/shipments?orderId=1"])
  func allowed(path: String) throws {
    try ask("GET", path)
    _ = try scene.shipkeeper("run")
    #expect(scene.stub.requests.count == 1)
  }
}
