create or replace function shipkeeper.note_first_looks(p_empty shipkeeper.orders_without_lines[], p_now timestamptz)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  if p_empty = '{}' and not exists (select from shipkeeper.first_look) then
    return;
  end if;
  -- It has lines, is closed or gone.
  delete from shipkeeper.first_look as f
  where not exists (select from unnest(p_empty) as e where e.order_inbox_id = f.order_inbox_id);
  insert into shipkeeper.first_look as f (order_inbox_id, looked_at)
  select e.order_inbox_id, p_now
  from unnest(p_empty) as e
  -- By its id alone, as in ghost_orders.
  cross join lateral (select h.created_at from shipkeeper.header_age as h where h.id = e.order_inbox_id offset 0) as a
  where not e.is_ghost or a.created_at is null or a.created_at > p_now
  on conflict (order_inbox_id) do nothing;
end
$$;
comment on function shipkeeper.note_first_looks(shipkeeper.orders_without_lines[], timestamptz) is
'Keeps when a cycle first met each header without lines that is no ghost yet, or does not say how old it is; p_empty: all that have none '
'now. Writes: first_look.';
revoke all on function shipkeeper.note_first_looks(shipkeeper.orders_without_lines[], timestamptz) from public;
