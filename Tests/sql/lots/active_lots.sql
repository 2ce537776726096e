-- Since when a lot is active, kept whoever writes sku_lot; changing it updates no order by itself.
begin;
\ir prelude.psql
select plan(39);

-- What a program of the shop writes; then which lots of SKU T are active by our book, and what the audit got.
create function play.write(p_sql text) returns text language plpgsql as $$
declare
  v_before constant bigint := coalesce((select max(audit_id) from shipkeeper.audit), 0);
  v_done constant text := play.as_role('shop_program', p_sql);
begin
  return concat_ws(
    ' / ', v_done,
    (
      select string_agg(a.lot || case when a.active_since >= statement_timestamp() then ' now' else '' end, ', ' order by a.lot)
      from shipkeeper.lot_activation as a where a.sku = 'T'
    ),
    (
      select string_agg(format('%s: %s>%s', a.object, a.old_value, a.new_value), ', ' order by a.object, a.audit_id)
      from shipkeeper.audit as a where a.audit_id > v_before
    )
  );
end
$$;
create function play.age() returns void language sql as $$
  update shipkeeper.lot_activation set active_since = '2025-01-01'
$$;
select is(
  play.write('insert into public.sku_lot (sku, lot) values (''T'', ''1'')'), 'ok / 1 now / T - 1: not active>active',
  'a new lot is active from now on'
);
select play.age();
select is(
  play.write('insert into public.sku_lot (sku, lot, active) values (''T'', ''2'', 0)'), 'ok / 1',
  'one that is not active is none of its business'
);
select is(play.write('update public.sku_lot set updated_at = ''x'', active = active'), 'ok / 1', 'nor is another column');
select is(
  play.write('update public.sku_lot set active = 0 where sku = ''T'''), 'ok / T - 1: active>not active',
  'put out of use'
);
select is(
  play.write('update public.sku_lot set active = 1 where sku = ''T'''),
  'ok / 1 now, 2 now / T - 1: not active>active, T - 2: not active>active', 'two put into use'
);
select play.age();
select is(
  play.write('update public.sku_lot set lot = ''3'' where sku = ''T'' and lot = ''2'''),
  'ok / 1, 3 now / T - 2: active>not active, T - 3: not active>active', 'a lot renamed is another lot'
);
select play.age();
select is(
  play.write('update public.sku_lot set sku = ''U'' where sku = ''T'' and lot = ''3'''),
  'ok / 1 / T - 3: active>not active, U - 3: not active>active', 'and so under another SKU'
);
select is(
  play.write($$
    insert into public.sku_lot (sku, lot) values ('T', '1') on conflict (sku, lot) do update set active = excluded.active
  $$), 'ok / 1', 'an upsert that changes nothing leaves it as old as it is'
);
select is(
  play.write('delete from public.sku_lot where sku = ''T'' and lot = ''1'''), 'ok / T - 1: active>not active', 'deleted'
);
select is(
  play.write('insert into public.sku_lot (sku, lot) values (''T'', ''1'')'), 'ok / 1 now / T - 1: not active>active',
  'and written again, it is new'
);
select is(play.write('delete from public.sku_lot where sku = ''T'' and active = 0'), 'ok / 1', 'nothing deleted');
select results_eq(
  $$
  select subject, changed_by, application_name = current_setting('application_name'), reason,
    changed_at > clock_timestamp() - interval '1 minute'
  from shipkeeper.audit order by audit_id desc limit 1
  $$, $$ values ('active_lot', session_user::text collate "default", true, null, true) $$, 'who did it is kept'
);

-- A list that is loaded anew, in one transaction: only what differs after it has changed.
insert into public.sku_lot (sku, lot, active) values ('T', '7', 0);
select play.age();
set constraints all deferred;
create temporary table kept as select * from public.sku_lot where sku = 'T';
delete from public.sku_lot where sku = 'T';
insert into public.sku_lot select * from kept;
create temporary table audited as select count(*) as n from shipkeeper.audit;
set constraints all immediate;
select is(
  (select string_agg(a.lot, ', ') from shipkeeper.lot_activation as a where a.sku = 'T' and a.active_since = '2025-01-01'), '1',
  'loaded anew and the same: as old as it was'
);
select is((select count(*) from shipkeeper.audit), (select n from audited), 'and not a row in the audit');
set constraints all deferred;
delete from public.sku_lot where sku = 'T';
insert into public.sku_lot (sku, lot, active) select k.sku, k.lot, 1 - k.active from kept as k;
set constraints all immediate;
select results_eq(
  $$ select lot, active_since > '2025-01-01' from shipkeeper.lot_activation where sku = 'T' $$, $$ values ('7', true) $$,
  'loaded anew with another lot active: that is new'
);
update shipkeeper.lot_activation set active_since = clock_timestamp() - interval '1 day';

-- How old a lot must be.
delete from public.sku_lot where sku in ('T', 'U');
create function play.came_of(p_age interval) returns text language plpgsql as $$
declare
  v_came_of text;
begin
  update shipkeeper.lot_activation set active_since = clock_timestamp() - p_age where sku = '17612';
  perform play.released_order('1');
  perform play.run_lots();
  v_came_of := play.review('1');
  raise exception 'enough';
exception
  when raise_exception then
    return v_came_of;
end
$$;
select is(play.came_of('29 minutes 50 seconds'), 'open / lot_too_fresh', 'active for less than 30 minutes');
select is(play.came_of('30 minutes 10 seconds'), 'closed / verified', 'active for 30 minutes');
update shipkeeper.settings set lot_active_for = '2 hours';
select is(play.came_of('119 minutes'), 'open / lot_too_fresh', 'the time is a setting');
update shipkeeper.settings set lot_active_for = '0';
select is(play.came_of('0'), 'closed / verified', 'none at all');
update shipkeeper.settings set lot_active_for = default;

-- One that was active when the history began has no row of its own.
delete from shipkeeper.lot_activation;
update shipkeeper.lot_state set history_began_at = clock_timestamp() - interval '29 minutes';
select is(play.came_of('0'), 'open / lot_too_fresh', 'found active: as old as the history, too young');
update shipkeeper.lot_state set history_began_at = clock_timestamp() - interval '31 minutes';
select is(play.came_of('0'), 'closed / verified', 'or old enough');
update shipkeeper.lot_state set history_began_at = null;
select is(play.came_of('0'), 'open / lot_too_fresh', 'the first cycle begins it');
update shipkeeper.lot_state set history_began_at = '2025-01-01';

-- It is looked at again when it is old enough, not before.
update public.sku_lot set active = 1 - active where sku = '17612';
select play.released_order('2', array[play.item('17612 - 250300')]);
select play.run_lots();
select is(
  (select round(extract(epoch from next_look_at - clock_timestamp()) / 60) from shipkeeper.lot_review), 30::numeric,
  'looked at again in 30 minutes'
);
select is(play.sent(), array['/orders/72'], 'ShipStation was asked once');
select play.run_lots();
select is(play.sent(), '{}', 'and is not asked before');
update shipkeeper.lot_activation set active_since = clock_timestamp() - interval '31 minutes';
select play.reviews_are_due();
select play.run_lots();
select is(play.review('2'), 'closed / verified', 'then it is updated');
select is(play.skus('2'), array['17612 - 250237'], 'with the lot that is active then');

create function play.rename_sku(p_sku text) returns void language sql as $$
  update public.order_items_inbox set sku = p_sku where sku like '%17612 %' or sku like '１%' or sku like '17 612 %'
$$;

-- Changing the active lot opens nothing: open orders stay, and are shown.
select play.order_on_hold('3', array[play.item('17612 - 250300', 3)]);
update shipkeeper.lot_activation set active_since = '2025-01-01';
select play.run_lots();
select is(play.sent(), '{}', 'no order is looked at');
select results_eq(
  'select order_number, status, sku, sku_in_shipstation, quantity, active_lot, active_since from '
  'shipkeeper_report.lot_mismatches',
  $$ values ('3', 'on_hold', '17612', '17612 - 250300', 3::bigint, '250237', '2025-01-01'::timestamptz) $$,
  'the mismatch is shown'
);
delete from shipkeeper.lot_activation;
select is(
  (select active_since from shipkeeper_report.lot_mismatches), (select history_began_at from shipkeeper.lot_state),
  'since when, as far as is known'
);
update public.order_items_inbox set sku_lot = v.text
from (values (E' 17612  -250237 ')) as v (text) where sku = '17612';
select is_empty('select * from shipkeeper_report.lot_mismatches', 'another spelling of the same lot is none');
update public.sku_lot set active = 1 where sku = '17612' and lot = '250300';
select is_empty('select * from shipkeeper_report.lot_mismatches', 'nor is one of several active lots');
update public.order_items_inbox set sku_lot = '17612 - 250301';
select results_eq(
  'select distinct active_lot from shipkeeper_report.lot_mismatches order by 1', array['250237', '250300'], 'of another lot each of them is shown'
);
update public.sku_lot set active = 0 where sku = '17612' and lot = '250300';
update public.order_items_inbox set sku_lot = '17612 - 250300';
update public.order_items_inbox set sku = t.text, sku_lot = null from (values ('17612 – 250300')) as t (text) where sku = '17612';
select results_eq(
  'select distinct sku, sku_in_shipstation, active_lot from shipkeeper_report.lot_mismatches',
  $$ values ('17612 – 250300', '17612 – 250300', '250237') $$, 'one that cannot be read is shown'
);
select results_eq(
  $$ select distinct sku, active_lot from shipkeeper_report.lot_mismatches $$, format($$ values (%L, '250237') $$, s.text), s.name
)
from (values ('17 612 - 250300', 'a blank within the SKU'), ('１７６１２ - 250300', 'digits of another script'), ('#17612 - 250300', 'with anything before it')) as s (text, name)
cross join lateral play.rename_sku(s.text);
update public.order_items_inbox set sku = '176123' where sku like '%17612 %';
select is_empty('select * from shipkeeper_report.lot_mismatches', 'another SKU is none');
update public.order_items_inbox set sku = '17612', sku_lot = '17612 - 250300' where sku = '176123';
update public.orders_inbox set status = 'shipped';
select is_empty('select * from shipkeeper_report.lot_mismatches', 'nor is what has been shipped');

select * from finish();
rollback;
