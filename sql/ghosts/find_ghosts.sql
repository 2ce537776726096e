create or replace function shipkeeper.find_ghosts(p_cycle bigint)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_empty shipkeeper.orders_without_lines[];
  v_found shipkeeper.orders_without_lines[];
  v_ghosts bigint;
  v_without_id bigint;
  v_newest bigint;
  v_due bigint;
begin
  if exists (select from shipkeeper.ghost_search as s where s.cycle_id = p_cycle) then
    return;
  end if;

  v_empty := array(select d from shipkeeper.detect_ghosts() as d);
  perform shipkeeper.note_first_looks(v_empty, v_now);
  select
    array_agg(e) filter (where e.shipstation_order_id is not null),
    count(*) filter (where e.shipstation_order_id is not null),
    count(*) filter (where e.shipstation_order_id is null),
    max(e.order_inbox_id) filter (where e.shipstation_order_id is not null)
  into v_found, v_ghosts, v_without_id, v_newest
  from unnest(v_empty) as e
  where e.is_ghost;

  insert into shipkeeper.ghost_search (cycle_id, ghosts, without_shipstation_id, searched_at, requests_allowed)
  values (p_cycle, v_ghosts, v_without_id, v_now, 0);

  -- Their end the summary says.
  perform shipkeeper.say_lasting(
    p_cycle, 'ghosts', v_ghosts || ' ' || v_newest, 'info', '👻 Found ' || nullif(v_ghosts, 0) || ' ghost orders with 0 items'
  );
  perform shipkeeper.say_lasting(
    p_cycle, 'orders_without_id', nullif(v_without_id, 0)::text, case when v_without_id > 0 then 'warning' else 'info' end, case
      when v_without_id > 0
        then format('⚠️ %s orders with 0 items have no ShipStation id - see shipkeeper_report.orders_without_shipstation_id', v_without_id)
      else '✅ All orders with 0 items have a ShipStation id: some had none'
    end
  );

  -- Without ghosts, then and now, there is nothing to remember, to hold or to queue.
  if v_ghosts = 0 and not exists (select from shipkeeper.ghost) then
    return;
  end if;
  perform shipkeeper.remember_ghosts(v_found, v_now);
  perform shipkeeper.end_ghosts(p_cycle, h.ghosts, 'held', h.reason)
  from (
    select array_agg(g.order_inbox_id) as ghosts, g.reason from shipkeeper.ghosts_to_hold() as g group by g.reason
  ) as h;

  insert into shipkeeper.ghost_queue (cycle_id, place, order_inbox_id, shipstation_order_id, status, order_date)
  select
    p_cycle,
    row_number() over (order by g.attempted_at nulls first, g.order_inbox_id),
    g.order_inbox_id,
    shipkeeper.plain_id(g.shipstation_order_id),
    f.status,
    f.order_date
  from shipkeeper.ghost as g
  join unnest(v_found) as f on f.order_inbox_id = g.order_inbox_id
  where g.held_reason is null and g.next_attempt_at <= v_now;
  get diagnostics v_due = row_count;
  update shipkeeper.ghost_search as s set requests_allowed = v_due where s.cycle_id = p_cycle;
end
$$;
comment on function shipkeeper.find_ghosts(bigint) is
'Looks for ghosts, once in a cycle however often it is called: counts them, holds those whose id cannot be asked for, and queues '
'those that are due, never tried ones first, then the oldest attempt. Writes: ghost_search, first_look, ghost, '
'ghost_queue, order_outcome, lasting_state, message.';
revoke all on function shipkeeper.find_ghosts(bigint) from public;
