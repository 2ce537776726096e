-- The status page: well-formed whatever it shows, and true.
begin;
\ir ../prelude.psql
select plan(56);

-- The page as it is now.
create function play.page() returns xml language sql as $$
  select xmlparse(document shipkeeper_report.status_page())
$$;
-- What stands at a place of it.
create function play.on_page(p_path text) returns text[] language sql as $$
  select coalesce(array_agg(t.words order by t.place), '{}')
  from xmltable(p_path passing play.page() columns place for ordinality, words text path 'string(.)') as t
$$;
create function play.cells(p_caption text, p_label text) returns text[] language sql as $$
  select play.on_page(format('//table[caption="%s"]//td[@data-label="%s"]', p_caption, p_label))
$$;
-- The one element of the page at a place.
create function play.at(p_path text) returns text language sql as $$
  select p[1] from play.on_page(p_path) as p where cardinality(p) = 1
$$;

-- Before anything has happened.
select matches(shipkeeper_report.status_page(), '^<!DOCTYPE html>\n<html lang="en">.*</html>$', 'a page even of nothing');
select lives_ok('select play.page()', 'it is well-formed');
select is(play.at('//header/p[2]'), 'No cycle has run yet.', 'no cycle has run');
select is(play.on_page('//section[@id="person" or @id="cycles"]/p'), array['Nothing.', 'None yet.'], 'there is nothing to show');
select matches(play.at('//footer'), 'Schema [0-9]{4}_[a-z_]+, functions loaded .*; protocol 2; PostgreSQL', 'its version');
select ok(play.at('//footer') like '%for database ' || current_database() || '.%', 'its database');
-- By the server's word for the moment, not by the page's.
select ok(
  play.at('//footer') like '%Made ' || to_char(clock_timestamp() at time zone s.shop_time_zone, 'FMDD Mon YYYY HH24:') || '%',
  'and when it was made'
)
from shipkeeper.settings as s;

-- What makes it one file that is safe to open.
select is(play.on_page('//script | //img | //iframe | //object | //link[@rel != "icon"]'), '{}', 'it holds no script and fetches nothing');
select is(
  play.on_page('//@href | //@src | //@*[starts-with(name(), "on")]'), array['data:,'], 'no address leads out of it, and nothing is run'
);
select unalike(play.at('//style'), '%[<>&]%', 'the style has no character that XML would write otherwise');
select doesnt_match(
  shipkeeper_report.status_page(), '<(?!meta|link|wbr|path|line|rect)[a-z0-9]+( [^<>]*)?/>',
  'nothing is empty that HTML does not read as empty'
);

-- All is well, with one cycle.
select play.make_ghost('1');
select play.answer_order('1', 'shipped', play.item('A'));
select play.run();
select is(play.at('//h1'), 'All is well', 'all is well');
select is(play.at('/html/head/title'), 'Shipkeeper: no alerts', 'in the title too');
select matches(
  play.at('//header/p[2]'), 'The last cycle ended [0-9]+ [A-Z][a-z]{2} [0-9:]{5} \(done\), .* before this page was made\.',
  'when the last cycle ended'
);
select is(play.cells('Last cycles', 'Backfilled'), array['1'], 'the cycle''s figures');
select is(play.cells('Last cycles', 'Run by'), array['host:1'], 'who ran it');
select is(play.on_page('//section[@id="requests"]//dd'), array['1', '1', '1'], 'its request');
select is(play.on_page('//section[@id="ghosts"]//dd'), array['0', '1', '0'], 'no ghost is left');
select is(
  play.cells('Kinds of work', 'Work'), array(select initcap(k.work_kind) from shipkeeper.known_kind as k where k.cycle_kind = 'run' order by k.turn),
  'a row for each kind of work that is declared'
);
select matches(array_to_string(play.cells('Kinds of work', 'Last got on'), ', '), '^—, .*second.* ago, —, —, —$', 'when each last got on');
select is(
  (play.cells('Kinds of work', 'Today'))[1:2], array['—', '1 backfilled, 1 ghost orders found'], 'what it did today'
);

-- While one runs.
select play.start();
select ok(play.at('//header/p[2]') like '% A cycle has been running since %', 'a cycle that runs');
update shipkeeper.lease set expires_at = clock_timestamp();
select play.run();

-- Paused.
select shipkeeper_operator.pause('stocktaking');
select is(play.at('//h1'), 'Paused: all else is well', 'paused');
select ok(play.at('//header/p[2]') like ' Paused by % stocktaking, since %', 'who paused it, and why');
select shipkeeper_operator.resume('done');

-- The shop's switch for jobs, which may be kept from us.
create role play_other;
delete from public.workflow_controls;
insert into public.workflow_controls (workflow_name, enabled) values ('shipkeeper', false);
alter table public.workflow_controls owner to play_other;
select is(play.at('//h1'), 'No cycle can start', 'a switch that is somebody else''s');
select ok(play.at('//header/p[2]') like '%alter table public.workflow_controls owner to %', 'and what to do');
alter table public.workflow_controls owner to shop_owner;
revoke all on public.workflow_controls from shop_owner;
select is(play.at('//h1'), 'No cycle can start', 'a switch that cannot be read');
select ok(play.at('//header/p[2]') like '%grant select on public.workflow_controls to %', 'and what to do');
grant select on public.workflow_controls to shop_owner;
select ok(play.at('//header/p[2]') like ' Paused by the shop: workflow_controls.enabled is false. %', 'the shop''s pause');
update public.workflow_controls set enabled = true;

-- Alerts.
update shipkeeper.cancellation_stop set stopped_at = '2020-11-03 10:00Z';
select play.watch();
select is(play.at('//h1'), '1 alert, critical', 'one alert');
insert into shipkeeper.lot_review (order_inbox_id, order_number, opened_at, opened_by, state, next_look_at)
values (17, '17', '2020-11-02', 'somebody', 'approval', 'infinity');
select play.watch();
select is(play.at('//h1'), '2 alerts, 1 of them critical', 'two alerts');
select is(
  play.on_page('//section[@id="alerts"]//li//p'),
  (
    select array_agg(p.paragraph order by a.severity, p.place)
    from shipkeeper_report.alerts as a
    cross join lateral (
      values (1, format('%s: %s Since %s', initcap(a.severity), a.subject, to_char(a.since, 'FMDD Mon YYYY HH24:MI'))), (2, a.remedy)
    ) as p (place, paragraph)
  ),
  'each with its remedy, the critical first'
);
delete from shipkeeper.lot_review;
update shipkeeper.cancellation_stop set stopped_at = null;
select play.watch();

-- Figures of days.
delete from shipkeeper.daily_figure;
insert into shipkeeper.daily_figure (day, work_kind, figure, of_day, value)
select (clock_timestamp() at time zone s.shop_time_zone)::date - d.ago, f.kind, f.name, f.of_day, f.value
from shipkeeper.settings as s
cross join (values (0, 1, 2, 3), (2, 4, 1234, 5), (29, 0, 0, 1), (30, 99, 99999, 99)) as d (ago, open, most, backfilled)
cross join lateral (
  values
  ('cycle', 'cycles', 'sum', 1), ('ghosts', 'ghosts_open', 'last', d.open), ('ghosts', 'ghosts_most', 'most', d.most),
  ('ghosts', 'backfilled', 'sum', d.backfilled)
) as f (kind, name, of_day, value);
select matches(
  play.at('//section[@id="ghosts"]/figure[1]/div/@aria-label'), 'the most was 1,234 on [0-9]+ [A-Z]', 'the most of 30 days'
);
select is(
  play.on_page('//section[@id="ghosts"]/figure[1]//*[@class="mark"]'), array_fill('×'::text, array[26]) || array['1,234', '×'],
  'it stands on its bar, and days without a cycle are marked'
);
select is(
  play.on_page('//section[@id="ghosts"]/figure[1]//*[@class="axis"]/*'), array['0', '1,000', '2,000'], 'the axis is round'
);
select is(play.on_page('//section[@id="ghosts"]//dd'), array['0', '9', '0'], 'backfilled in these days');
select is((play.cells('Ghost orders day by day', 'Open at most'))[1:4], array['2', '—', '1,234', '—'], 'the figures of each day');

-- Requests by the minute.
delete from shipkeeper.order_outcome;
delete from shipkeeper.request;
insert into shipkeeper.request (
  cycle_id, work_kind, method, path, timeout_seconds, state, sent_at, verdict, is_divisible
)
select (select max(c.cycle_id) from shipkeeper.cycle as c), 'sync', 'GET', '/', 1, 'worked', clock_timestamp() - a.ago, a.verdict, false
from (values
  (interval '59.5 minutes', 'answer'), ('30.5 minutes', 'answer'), ('30.4 minutes', 'answer'), ('10 seconds', 'answer'),
  ('10 seconds', 'not_sent'), ('61 minutes', 'answer')
) as a (ago, verdict);
select is(
  play.on_page('//section[@id="requests"]//dd'), array['1', '2', '4'], 'requests of the last minute, of the busiest, of the hour'
);
select is(play.at('//section[@id="requests"]//*[@class="mark"]'), 'limit: 40 a minute', 'a limit before ShipStation has said one');
update shipkeeper.quota
set request_limit = 60, remaining = 7, observed_at = clock_timestamp(), blocked_until = clock_timestamp() + interval '30 seconds';
select is(play.at('//section[@id="requests"]//*[@class="mark"]'), 'limit: 60 a minute', 'its own limit');
select ok(
  play.at('//section[@id="requests"]/p') like 'After a 429 nothing is sent until %ShipStation last said %: 7 left of 60.%',
  'what it last said, and a 429'
);

-- More than is shown.
insert into shipkeeper.refused_order (shipstation_order_id, order_number, reason, refused_at, next_attempt_at)
select n, 'r' || n, 'broken', clock_timestamp() + make_interval(secs => n), now() from generate_series(1, 1007) as n;
select is(play.cells('Refused orders', 'Order'), array['r1', 'r2', 'r3', 'r4', 'r5'], 'those that wait longest');
select ok(
  play.at('//div[h3[starts-with(., "Refused")]]/p[last()]') = 'and 1,002 more: shipkeeper_report.refused_orders', 'and how many more'
);
delete from shipkeeper.refused_order;

-- Whatever the texts are.
\ir ../../page/hostile.sql
select lives_ok('select play.page()', 'it is well-formed with hostile texts');
select is_empty(
  $$
  select c.caption, c.label, h.n, play.cells(c.caption, c.label)
  from hostile_text as h
  cross join (values
    ('Held orders', 'Order', '%s'), ('Held orders', 'Reason', 'held by operator (%s): %s'),
    ('Lot updates that wait for approval', 'Order', '%s'), ('Lot updates that wait for approval', 'Why asked', '%s'),
    ('Units that differ from ShipStation''s', 'Order', '%s'), ('Units that differ from ShipStation''s', 'Status', '%s'),
    ('Order numbers that two orders carry', 'Order', '%s'), ('Refused orders', 'Order', '%s'), ('Last cycles', 'Run by', '%s'),
    ('Last lot updates', 'Order', '%s'), ('Last lot updates', 'SKU', '%s'), ('Last lot updates', 'Lot before', '%s'),
    ('Last lot updates', 'Lot after', '%s'), ('Last lot updates', 'By', '%s')
  ) as c (caption, label, form)
  where not exists (
    select from unnest(play.cells(c.caption, c.label)) as w (words)
    -- Reasons are cut later.
    where starts_with(w.words, rtrim(format(c.form, h.shown, h.shown), '…'))
  )
  $$, 'each stands in each place as text'
);
select is(play.on_page('//script | //img'), '{}', 'and is nothing else');
select is(cardinality(play.cells('Lot updates that wait for approval', 'Change')), 5, 'changes of SKUs are there');
select is_empty(
  $$
  select l.label from (values ('In ShipStation'), ('Here')) as l (label)
  where not play.cells('Order numbers that two orders carry', l.label)::text like '%<script>parent.hits%'
  $$, 'units of SKUs are there'
);

-- How numbers are told.
select is(shipkeeper.page_number(-9223372036854775807), '-9,223,372,036,854,775,807', 'a long number');
select is(
  (select array_agg(shipkeeper.page_age(a) order by a) from unnest(array[
    interval '0', '1 second', '119 seconds', '2 minutes', '119 minutes', '47 hours', '3 days'
  ]) as a),
  array['less than a second', '1 second', '119 seconds', '2 minutes', '119 minutes', '47 hours', '3 days'], 'lengths of time'
);
select is(
  (select array_agg(shipkeeper.page_scale(n) order by n) from unnest(array[0, 2, 3, 9, 11, 40, 41, 81, 137, 1000000000]) as n),
  array[2, 2, 4, 10, 20, 40, 60, 100, 200, 1000000000]::numeric[], 'ends of axes'
);
select is(
  (
    select array_agg(shipkeeper.page_units(u) order by length(u::text))
    from unnest(array['{"b": 2, "a": 10}', '{"a": 1, "b": 2, "c": 3, "d": 4, "e": 5, "f": 6}', '{}']::jsonb[]) as u
  ),
  array['none', '10 × a, 2 × b', '1 × a, 2 × b, 3 × c, 4 × d and 2 more'], 'units of SKUs'
);
select is(
  (select provolatile::text || prosecdef::text from pg_proc where oid = 'shipkeeper_report.status_page()'::regprocedure), 'strue',
  'a standby, which only reads, may make it'
);

-- No data of persons.
update public.orders_inbox
set customer_email = 'jo@example.com', ship_name = 'Jo Doe', ship_street1 = '1 Example Street', ship_phone = '555 0100';
select doesnt_match(shipkeeper_report.status_page(), 'jo@|Jo Doe|Example Street|555 0100', 'it shows nothing of a person');

-- Who may, and where.
savepoint analyst;
set transaction read only;
set role shipkeeper_analyst;
select length(shipkeeper_report.status_page()) > 10000 as made \gset
rollback to savepoint analyst;
select ok(:'made', 'an analyst has it in a transaction that only reads');
select is(
  play.as_role('shipkeeper_runner', 'select shipkeeper_report.status_page()'),
  '42501 permission denied for schema shipkeeper_report', 'the runner does not'
);

select * from finish();
rollback;
