-- An alert is a row: a run opens it, brings it up to date, and closes it.
begin;
\ir ../prelude.psql
select plan(36);
select play.keep_sku_rule();
create function play.open_alerts() returns text[] language sql as $$
  select coalesce(array_agg(concat_ws(' | ', a.alert, a.severity, a.order_number, a.cases, a.subject) order by a.alert, a.order_number), '{}')
  from shipkeeper_report.alerts as a
$$;

select is(play.run(), 'done', 'a well shop');
select is_empty('select * from shipkeeper_report.alerts', 'needs nobody');
select is_empty('select * from shipkeeper.alert', 'and has no row');

-- Opened.
select play.make_ghost('1', p_shipstation_id => 'x');
select play.make_ghost('3');
select play.answer_order('3', 'shipped', play.item('A'), play.item('A'));
select play.run();
select is(
  play.open_alerts(), array[
    'held_orders | warning | 1 | 1 | Order 1 is held: invalid_id.', 'held_orders | warning | 3 | 1 | Order 3 is held: duplicate_sku.'
  ], 'a row an order'
);
select is(
  array(select remedy from shipkeeper_report.alerts order by order_number), array[
    'update public.orders_inbox set shipstation_order_id = ''its orderId in ShipStation'' where order_number = ''1'': a cycle then asks for it '
    'by itself.',
    'Let a SKU stand on several lines (migrations/migrate up --contract): a cycle then heals it. Or merge the lines of order 3 in '
    'ShipStation, then select shipkeeper_operator.release_order(''3'', ''lines merged'').'
  ], 'each reason has its own remedy, with the order''s number in it'
);
select is(
  array(select details from shipkeeper_report.alerts), array['shipkeeper_report.held_orders', 'shipkeeper_report.held_orders'],
  'and the view behind it'
);
create temporary table first_seen as select alert_id, since, last_seen_at from shipkeeper.alert where order_number = '1';

-- Brought up to date.
update shipkeeper.ghost set held_at = '2025-11-03 10:00Z' where order_number = '1';
select play.run();
select results_eq(
  $$
  select a.since, a.last_seen_at > f.last_seen_at, a.ended_at
  from shipkeeper.alert as a join first_seen as f on f.alert_id = a.alert_id
  $$, $$ select since, true, null::timestamptz from first_seen $$, 'the same row, seen again, and since when it was'
);
select shipkeeper_operator.hold_order('1', 'strange');
select play.run();
select is((play.open_alerts())[1], 'held_orders | warning | 1 | 1 | Order 1 is held: held_by_operator (strange).', 'another reason');
select is(
  (select remedy from shipkeeper_report.alerts where order_number = '1'),
  'When its reason is gone: select shipkeeper_operator.release_order(''1'', ''done'').', 'another remedy'
);
select is((select count(*) from shipkeeper.alert), 2::bigint, 'and still the same row');

-- A check clears nothing and raises nothing, nor does a scan.
delete from public.orders_inbox where order_number = '1';
insert into play.answer values ('/orders?pageSize=1&page=1', 200, '', convert_to('{"orders": [], "total": 0}', 'UTF8'));
select is(play.run('{"kind": "check"}'), 'done', 'a check');
select is((select count(*) from shipkeeper_report.alerts), 2::bigint, 'leaves the alerts');
update play.answer set status = 401;
select is(play.run('{"kind": "check"}'), 'credentials_refused', 'a check with a wrong key');
select is((select count(*) from shipkeeper_report.alerts), 2::bigint, 'leaves them too');

-- Closed, and opened again as another row.
select play.run();
select is(play.open_alerts(), array['held_orders | warning | 3 | 1 | Order 3 is held: duplicate_sku.'], 'gone with what it was about');
select results_eq(
  'select order_number, ended_at is null from shipkeeper.alert order by 1', $$ values ('1', false), ('3', true) $$, 'its row stays, ended'
);
select play.make_ghost('1', p_shipstation_id => 'x'), play.run();
select is((select count(*) from shipkeeper.alert where order_number = '1'), 2::bigint, 'coming again it is another row');

-- Above a hundred of one kind: one row.
select play.make_ghosts(variadic array(select 'M' || n from generate_series(1, 98) as n));
update public.orders_inbox set shipstation_order_id = 'none' where order_number like 'M%';
select play.run();
select is(
  (select count(*) from shipkeeper_report.alerts where alert = 'held_orders' and cases = 1), 100::bigint, 'a hundred are a hundred rows'
);
select play.make_ghost('M99', p_shipstation_id => 'none'), play.run();
select is(
  array(select a from unnest(play.open_alerts()) as a where a like 'held%'), array['held_orders | warning | 101 | 101 orders are held.'],
  'one more, and they are one row that counts them'
);
select is(
  (select remedy from shipkeeper_report.alerts where alert = 'held_orders'), 'select * from shipkeeper_report.held_orders.',
  'and names the view that lists them'
);
select is(
  (select since from shipkeeper_report.alerts where alert = 'held_orders'), (select min(held_at) from shipkeeper.ghost), 'since the first'
);
delete from public.orders_inbox where order_number = 'M99';
select play.run();
select is((select count(*) from shipkeeper_report.alerts where alert = 'held_orders'), 100::bigint, 'one less, and they are rows again');

-- A function that fails costs itself alone: what it found before stays, what others find comes and goes, and it is an alert.
alter function shipkeeper.concerns_of_ghosts() rename to good_concerns_of_ghosts;
create function shipkeeper.concerns_of_ghosts() returns setof shipkeeper.concern language sql as $$
  select ('held_orders', 'x', null, null, 'x', null, 1 / (random() * 0)::integer)::shipkeeper.concern
$$;
delete from public.orders_inbox where order_number like 'M%';
update shipkeeper.settings set api_key_expires_on = current_date - 1;
select is(play.run(), 'done', 'a run in which a function fails that looks for what needs a person');
select results_eq(
  'select alert, count(*) from shipkeeper_report.alerts group by alert order by alert',
  $$ values ('concerns_unknown', 1::bigint), ('held_orders', 100), ('key_expires', 1), ('many_ghosts', 1) $$, 'costs that function alone'
);
select results_eq(
  $$
  select severity, subject, remedy like '%shipkeeper.concerns_of_ghosts()%' from shipkeeper_report.alerts where alert = 'concerns_unknown'
  $$,
  $$ values ('critical', 'Part of what needs a person cannot be looked for (concerns_of_ghosts): database failure 22012.', true) $$,
  'and is an alert that names it'
);
select alike(play.summary(), 'critical: 🚨 CRITICAL: these need a person: 1 concerns_unknown, %', 'in the summary line, too');
create or replace function shipkeeper.concerns_of_ghosts() returns setof shipkeeper.concern language sql as $$
  select ('no_such_kind', 'x', null, null, 'x', null, null)::shipkeeper.concern
$$;
select play.watch();
select ok(
  (select subject like '%database failure 23502.' from shipkeeper_report.alerts where alert = 'concerns_unknown'),
  'a concern of no kind is not dropped: it fails'
);
drop function shipkeeper.concerns_of_ghosts();
select play.watch();
select is((select count(*) from shipkeeper_report.alerts where alert <> 'key_expires'), 0::bigint, 'what nobody looks for is closed');
alter function shipkeeper.good_concerns_of_ghosts() rename to concerns_of_ghosts;
select play.watch();
select ok((select count(*) from shipkeeper_report.alerts where alert = 'held_orders') > 0, 'looked for again it is there again');

-- What keeps them must not keep a cycle from ending.
create function play.refuse() returns trigger language plpgsql as $$
begin
  raise exception 'x' using errcode = 'P0077';
end
$$;
create trigger refuse before insert or update on shipkeeper.alert for each row execute function play.refuse();
select is(play.run(), 'failed', 'a run whose alerts cannot be written has not ended well');
select is(
  play.said() @> array['error: ❌ What needs a person could not be brought up to date: database failure P0077'], true, 'says so'
);

update shipkeeper.cycle set ended_at = ended_at - interval '20 minutes';
select play.run();
select is(
  (select count(*) from shipkeeper_report.alerts where alert = 'no_cycle'), 1::bigint, 'a quarter of an hour later that is an alert: it is no row'
);
drop trigger refuse on shipkeeper.alert;
select is(play.run(), 'done', 'written again');
select is((select count(*) from shipkeeper_report.alerts where alert = 'no_cycle'), 0::bigint, 'it is none any more');

-- One that takes too long: all stays as it was, and that is said.
alter function shipkeeper.concerns_of_lots() rename to quick_concerns_of_lots;
create function shipkeeper.concerns_of_lots() returns setof shipkeeper.concern language plpgsql as $$
begin
  perform pg_sleep(60);
end
$$;
set local statement_timeout = '3s';
select play.watch();
set local statement_timeout = '0';
select is(
  (select a.sentence from shipkeeper.alert as a where a.kind = 'concerns_unknown' and a.ended_at is null),
  'What needs a person cannot be looked for: that takes longer than the runner''s statement_timeout.', 'what takes too long is not asked again'
);
drop function shipkeeper.concerns_of_lots();
alter function shipkeeper.quick_concerns_of_lots() rename to concerns_of_lots;
select play.watch();
select is((select count(*) from shipkeeper.alert as a where a.kind = 'concerns_unknown' and a.ended_at is null), 0::bigint, 'in time again');

select * from finish();
rollback;
