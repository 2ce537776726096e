create or replace function shipkeeper.note_merged_headers()
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_now constant timestamptz := clock_timestamp();
begin
  if not exists (select from shipkeeper.merged_order) and not exists (select from shipkeeper.difference) then
    return;
  end if;
  delete from shipkeeper.difference as d
  where d.what = 'merged' and (
    not shipkeeper.is_open_here(d.order_inbox_id, d.shipstation_order_id)
    or not exists (select from shipkeeper.merged_order as m where m.shipstation_order_id = d.shipstation_order_id and m.denied_at is null)
    -- Nobody has taken up what has shipped by itself.
    or exists (select from shipkeeper.seen_order as s where s.shipstation_order_id = d.shipstation_order_id and s.order_status = 'shipped')
  );
  insert into shipkeeper.difference as d (
    shipstation_order_id, order_inbox_id, order_number, what, here, in_shipstation, found_at, counted_at, looks, next_look_at
  )
  select distinct on (m.shipstation_order_id)
    m.shipstation_order_id, o.id, o.order_number, 'merged', o.status, m.merged_into_number, v_now, v_now, 0, v_now
  from shipkeeper.merged_order as m
  join public.orders_inbox as o on o.shipstation_order_id in (m.shipstation_order_id, 'se-' || m.shipstation_order_id)
  where m.denied_at is null
    and shipkeeper.is_open_here(o.id, m.shipstation_order_id)
    and not exists (
      select from shipkeeper.seen_order as s where s.shipstation_order_id = m.shipstation_order_id and s.order_status = 'shipped'
    )
  order by m.shipstation_order_id, o.id
  on conflict (shipstation_order_id) do update
    set
      what = excluded.what, here = excluded.here, in_shipstation = excluded.in_shipstation, found_at = excluded.found_at,
      counted_at = excluded.counted_at, looks = excluded.looks, next_look_at = excluded.next_look_at
    where d.what <> 'merged';
end
$$;
comment on function shipkeeper.note_merged_headers() is
'Keeps which orders that are open here another one says it has taken up, so that they are asked for by their id; no list is waited for. '
'Writes: difference.';
revoke all on function shipkeeper.note_merged_headers() from public;
