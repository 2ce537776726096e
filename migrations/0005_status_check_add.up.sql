-- shop-lock
-- ShipStation knows two statuses that the shop's CHECK refuses. The wider check stands beside the old one for now, not yet
-- validated: the table is not read under this lock.
do $$
declare
  v_check record;
begin
  create table shipkeeper.widened_check (
    conname name primary key,
    definition text not null,
    condition text not null
  );
  comment on table shipkeeper.widened_check is
  'CHECK constraints on orders_inbox.status that refused a status of ShipStation''s, as they were.';
  comment on column shipkeeper.widened_check.conname is 'Name of the constraint.';
  comment on column shipkeeper.widened_check.definition is 'Its definition, as pg_get_constraintdef gave it.';
  comment on column shipkeeper.widened_check.condition is 'Its condition alone.';

  for v_check in
    select c.conname, pg_get_constraintdef(c.oid) as definition, pg_get_expr(c.conbin, c.conrelid) as condition
    from pg_constraint as c
    join pg_attribute as a on a.attrelid = c.conrelid and a.attname = 'status'
    where c.conrelid = 'public.orders_inbox'::regclass and c.contype = 'c' and c.conkey = array[a.attnum]
      and pg_get_constraintdef(c.oid) not like '%rejected_fulfillment%'
  loop
    insert into shipkeeper.widened_check (conname, definition, condition)
    values (v_check.conname, v_check.definition, v_check.condition);
    execute format(
      'alter table public.orders_inbox add constraint %I check (%s or status in (%L, %L)) not valid',
      'shipkeeper_' || v_check.conname, v_check.condition, 'pending_fulfillment', 'rejected_fulfillment'
    );
  end loop;
end
$$;
