create or replace function shipkeeper.remember_ghosts(p_found shipkeeper.orders_without_lines[], p_now timestamptz)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  -- An order under another ShipStation id is another ghost: what was tried with the old id says nothing.
  delete from shipkeeper.ghost as g
  where not exists (
    select
    from unnest(p_found) as f
    where f.order_inbox_id = g.order_inbox_id and f.shipstation_order_id = g.shipstation_order_id
  );

  insert into shipkeeper.ghost as g (
    order_inbox_id, order_number, shipstation_order_id, first_seen_at, next_attempt_at
  )
  select f.order_inbox_id, f.order_number, f.shipstation_order_id, p_now, p_now
  from unnest(p_found) as f
  on conflict (order_inbox_id) do update set order_number = excluded.order_number
  where g.order_number <> excluded.order_number;

  -- What held these is gone: the other header has another id now, or the shop can store repeated SKUs.
  update shipkeeper.ghost as g
  set held_reason = null, held_at = null, setbacks = 0, next_attempt_at = p_now
  where g.held_reason is not null
    and (
      (g.held_reason = 'duplicate_id' and not shipkeeper.is_shared_id(g.shipstation_order_id))
      or (g.held_reason = 'duplicate_sku' and not shipkeeper.one_row_per_sku())
      -- What ShipStation says may be another thing by now.
      or (g.held_reason in ('number_differs', 'open_under_another_id') and g.held_at < p_now - (select s.longest_retry from shipkeeper.settings as s))
      or (g.held_reason = 'held_by_operator' and not shipkeeper.is_held_by_operator(g.order_inbox_id))
    );
end
$$;
comment on function shipkeeper.remember_ghosts(shipkeeper.orders_without_lines[], timestamptz) is
'Brings the table of ghosts up to what was found just now: forgets orders that are none any more, adds new ones, and releases those '
'that nothing holds any longer. Writes: ghost.';
revoke all on function shipkeeper.remember_ghosts(shipkeeper.orders_without_lines[], timestamptz) from public;
