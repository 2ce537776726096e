-- The records of what was done are added to and never changed, whoever asks: also not by the owner.
begin;
\ir ../lots/prelude.psql
select plan(55);

select play.released_order('1');
select play.run_lots();
update shipkeeper.settings set lot_mode = 'approval';
create temporary table record as
select t.name, t.key
from (
  values ('audit', 'audit_id'), ('order_status_history', 'order_status_history_id'), ('lot_update_audit', 'lot_update_audit_id')
) as t (name, key);
create function play.rows_of(p_name text) returns bigint language plpgsql as $$
declare
  v_rows bigint;
begin
  execute format('select count(*) from shipkeeper.%I', p_name) into v_rows;
  return v_rows;
end
$$;
select cmp_ok(play.rows_of(r.name), '>', 0::bigint, r.name || ' holds rows') from record as r;

create function play.refusal(p_name text) returns text language sql as $$
  select format('42501 shipkeeper.%s is append-only: it is the record of what was done.', p_name)
$$;
-- A superuser, the owner of all, and the shop's own role even where a DBA has given it every right.
grant usage on schema shipkeeper to shop_program;
grant all on all tables in schema shipkeeper to shop_program;
select is(
  play.as_role(w, format(s, r.name, r.key)), play.refusal(r.name), format('%s: %s', w, format(s, r.name, r.key))
)
from record as r,
  unnest(array['none', (select tableowner from pg_tables where tablename = 'orders_inbox'), 'shop_program']) as w,
  unnest(array[
    'update shipkeeper.%I set application_name = application_name' ,
    'delete from shipkeeper.%I', 'delete from shipkeeper.%I where %I = -1', 'truncate shipkeeper.%I'
  ]) as s
where r.name <> 'lot_update_audit' or s not like 'update%';
select is(
  play.as_role(w, 'update shipkeeper.lot_update_audit set reason = reason'), play.refusal('lot_update_audit'),
  w || ': update shipkeeper.lot_update_audit'
)
from unnest(array['none', (select tableowner from pg_tables where tablename = 'orders_inbox'), 'shop_program']) as w;
select is(
  play.as_role('none', 'truncate public.orders_inbox, shipkeeper.order_status_history cascade'),
  play.refusal('order_status_history'), 'nor among others'
);
select is(
  play.as_role('none', $$
    insert into shipkeeper.audit (audit_id, subject, object, changed_by, application_name, changed_at)
    overriding system value select audit_id, 'setting', 'x', 'x', 'x', now() from shipkeeper.audit limit 1
    on conflict (audit_id) do update set object = excluded.object
  $$), play.refusal('audit'), 'nor by an upsert'
);
select is(play.rows_of(r.name) > 0, true, r.name || ' holds its rows') from record as r;

-- Without such rights nobody reaches them at all.
revoke all on all tables in schema shipkeeper from shop_program;
revoke usage on schema shipkeeper from shop_program;
select is(
  play.as_role(w, format('insert into shipkeeper.%I select * from shipkeeper.%1$I', r.name)),
  '42501 permission denied for schema shipkeeper', format('%s cannot add to %s', w, r.name)
)
from record as r, unnest(array['shipkeeper_runner', 'shipkeeper_analyst', 'shipkeeper_operator']) as w;

-- Not even of a shop's order that has gone: its history stays.
delete from public.orders_inbox;
select is(
  (select array_agg(to_status order by order_status_history_id) from shipkeeper.order_status_history),
  array['on_hold', 'awaiting_shipment'], 'the history of a deleted order'
);
select is((select count(*) from shipkeeper.lot_update_audit), 1::bigint, 'and its trace');

select * from finish();
rollback;
