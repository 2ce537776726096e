create or replace function shipkeeper.note_hold()
returns trigger
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  if new.order_status = 'on_hold' then
    new.on_hold_since := clock_timestamp();
    new.off_hold_since := case when tg_op = 'UPDATE' and old.order_status <> 'awaiting_payment' then '-infinity'::timestamptz end;
  else
    new.off_hold_since := coalesce(old.off_hold_since, clock_timestamp());
  end if;
  return new;
end
$$;
comment on function shipkeeper.note_hold() is
'Trigger of seen_order: keeps when the sync saw an order going on hold in ShipStation, and released after that. Writes nothing else.';
revoke all on function shipkeeper.note_hold() from public;
