-- Triggers that did not fire for a while: what orders went through, and since when lots are active, is unknown from then on.
begin;
\ir prelude.psql
select plan(15);

-- What comes of an order that was on hold before something happened, and is released after it. Leaves no trace.
create function play.came_of(p_sql text, p_is_new boolean default false) returns text language plpgsql as $$
declare
  v_came_of text;
begin
  if not p_is_new then
    perform play.order_on_hold('1');
  end if;
  execute p_sql;
  if p_is_new then
    perform play.run_lots();
    perform play.order_on_hold('1');
  end if;
  perform play.release('1');
  perform play.run_lots();
  v_came_of := play.review('1') || case
    when (select count(*) from shipkeeper.message where message like '%what open orders went through is unknown') > 0 then ' | said'
    else ''
  end;
  raise exception 'enough';
exception
  when raise_exception then
    return v_came_of;
end
$$;
-- The status goes to and fro while nobody looks.
create function play.unseen() returns void language plpgsql as $$
begin
  update public.orders_inbox set status = 'awaiting_shipment' where order_number = '1';
  update public.orders_inbox set status = 'on_hold' where order_number = '1';
end
$$;
select is(play.came_of('select'), 'closed / verified', 'no gap');
select is(play.came_of(c.sql), 'approval / awaiting_approval / history_unknown | said', c.name)
from (
  values
  ('all triggers off and on again', $$
    alter table public.orders_inbox disable trigger user; select play.unseen(); alter table public.orders_inbox enable trigger user
  $$),
  ('one off, and always on again', $$
    alter table public.orders_inbox disable trigger shipkeeper_status_updated; select play.unseen();
    alter table public.orders_inbox enable always trigger shipkeeper_status_updated
  $$),
  ('one made anew by hand', $$
    create or replace trigger shipkeeper_status_updated after update on public.orders_inbox
    for each row when (old.status is distinct from new.status) execute function shipkeeper.note_status()
  $$)
) as c (name, sql);
select is(
  play.came_of($$ set local session_replication_role = replica; select play.unseen(); set local session_replication_role = origin $$),
  'approval / awaiting_approval / previously_awaiting_shipment', 'in a session of a replica''s role they fire'
);
select is(
  play.came_of($$
    alter table public.orders_inbox disable trigger shipkeeper_status_updated;
    alter table public.orders_inbox enable always trigger shipkeeper_status_updated
  $$, true), 'closed / verified | said', 'a header that comes after it is known from its beginning'
);
select is(
  play.came_of('alter table public.orders_inbox disable trigger user; alter table public.orders_inbox enable trigger user', true),
  'approval / awaiting_approval / history_unknown | said', 'but not where they no longer fire for every session'
);
select is(play.came_of(c.sql), 'closed / verified', c.name || ' leaves no gap')
from (
  values
  ('a column more', 'alter table public.orders_inbox add column z integer'),
  ('another name for one', 'alter table public.orders_inbox rename column notes to remarks'),
  ('clustering', 'cluster public.orders_inbox using orders_inbox_pkey')
) as c (name, sql);

-- Replaced by a deployment it leaves none.
select play.order_on_hold('2');
comment on trigger shipkeeper_status_updated on public.orders_inbox is 'an older definition';
\ir ../../../sql/triggers.sql
select is(play.review_after_release('2'), 'closed / verified', 'a trigger that a deployment replaces leaves none');

-- Since when a lot is active.
alter table public.sku_lot disable trigger user;
update public.sku_lot set active = 1 - active where sku = '17612';
alter table public.sku_lot enable always trigger shipkeeper_lot_activated;
alter table public.sku_lot enable always trigger shipkeeper_lots_emptied;
select is(
  play.came_of('select'), 'open / lot_too_fresh', 'where the trigger of sku_lot was off, every lot is as young as that'
);
select is(
  play.came_of($$ select play.run_lots(); update shipkeeper.lot_state set lots_kept_since = clock_timestamp() - interval '31 minutes';
    update shipkeeper.lot_activation set active_since = '2025-01-01' $$),
  'closed / current / current', 'and old enough half an hour later'
);
-- Emptied while that was not seen, and loaded again: nobody knows for how long.
create function play.reload_unseen() returns void language plpgsql as $$
begin
  delete from shipkeeper.lot_activation;
  insert into shipkeeper.lot_activation (sku, lot, active_since) select s.sku, s.lot, '2025-01-01' from public.sku_lot as s where s.active = 1;
  alter table public.sku_lot disable trigger shipkeeper_lots_emptied;
  create temporary table list as select * from public.sku_lot;
  truncate public.sku_lot;
  insert into public.sku_lot select * from list;
  set constraints all immediate;
  alter table public.sku_lot enable always trigger shipkeeper_lots_emptied;
end
$$;
update shipkeeper.lot_state set lots_kept_since = null, lot_triggers = shipkeeper.trigger_version('public.sku_lot');
select is(play.came_of('select play.reload_unseen()'), 'open / lot_too_fresh', 'emptied and loaded while the trigger for that was off');
select is(
  (select count(*) from shipkeeper.message where message like '%since when lots are active is unknown'), 0::bigint, 'each left no trace'
);

select * from finish();
rollback;
