import PrivatePostgres
import TestSupport

/// Another program of the shop that updates the headers of a page, one after another, without pause.
struct Probe {
  private let shop: TestShop
  private let session: RunningCommand

  /// The longest update and how many there were.
  struct Figures {
    var longestMilliseconds: Double
    var updates: Int
  }

  init(_ shop: TestShop, numbersFrom first: Int64) throws {
    self.shop = shop
    try shop.psql(
      """
      drop table if exists public.benchmark_probe;
      create table public.benchmark_probe (runs boolean, updates bigint, longest numeric);
      insert into public.benchmark_probe values (true, 0, 0);
      grant all on public.benchmark_probe to shop_program;
      """)
    let script = """
      do $$
      declare
        v_id integer;
        v_from timestamptz;
        v_ms numeric;
        v_longest numeric := 0;
        v_updates bigint := 0;
      begin
        while (select p.runs from public.benchmark_probe as p) loop
          for v_id in select o.id from public.orders_inbox as o where o.shipstation_order_id::bigint >= \(first) order by o.id loop
            v_from := clock_timestamp();
            update public.orders_inbox set notes = 'seen' where id = v_id;
            commit;
            v_ms := extract(epoch from clock_timestamp() - v_from) * 1000;
            v_longest := greatest(v_longest, v_ms);
            v_updates := v_updates + 1;
          end loop;
          update public.benchmark_probe set updates = v_updates, longest = v_longest;
          commit;
        end loop;
      end
      $$;
      """
    session = try Command.start(
      shop.postgres.binaries + "/psql", ["-XAtq", "-v", "ON_ERROR_STOP=1", "-c", script],
      environment: shop.environment(user: "shop_program"))
  }

  /// Stops it after the sweep in hand.
  func stop() throws -> Figures {
    try shop.psql("update public.benchmark_probe set runs = false")
    let output = try session.wait()
    guard output.status == 0 else { throw Command.Failure(description: output.stderr) }
    let text = try shop.psql("select longest, updates from public.benchmark_probe")
    let parts = text.split(separator: "|").compactMap { Double($0) }
    guard parts.count == 2 else { throw Command.Failure(description: "no figures: \(text)") }
    return Figures(longestMilliseconds: parts[0], updates: Int(parts[1]))
  }
}
