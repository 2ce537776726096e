create or replace function shipkeeper.note_override()
returns trigger
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  perform shipkeeper.record_change(
    'manual_lot_override', 'order ' || new.order_number, case when tg_op = 'UPDATE' then old.manual_lot_override::text end,
    new.manual_lot_override::text, new.manual_lot_override_reason
  );
  return null;
end
$$;
comment on function shipkeeper.note_override() is
'Trigger of orders_inbox: keeps who put a manual lot override on an order, also with its INSERT, or took it off. Writes: audit.';
revoke all on function shipkeeper.note_override() from public;
