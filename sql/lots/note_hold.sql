create or replace function shipkeeper.note_hold()
returns trigger
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  new.on_hold_since := clock_timestamp();
  return new;
end
$$;
comment on function shipkeeper.note_hold() is
'Trigger of seen_order: keeps when the sync saw an order going on hold in ShipStation. Writes nothing else.';
revoke all on function shipkeeper.note_hold() from public;
