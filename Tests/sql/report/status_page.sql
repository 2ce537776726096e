-- The status page: well-formed whatever it shows, and true.
begin;
\ir ../prelude.psql
select plan(89);

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
select ok(
  play.at('//header') like '%ShipStation''s changes were not read yet. No run has ended yet.Made %', 'no run has ended, and nothing was read'
);
select is(
  play.on_page('//section/p[@class="none"]'), array[
    'None: quantities that differ from ShipStation''s; order numbers that two orders carry; new lots that wait for your decision; '
    'lots that somebody must look at; held orders; orders that could not be read from ShipStation.',
    'None: waiting for their products; without products for more than a day; without a ShipStation id.',
    'None: lots that Shipkeeper is looking at; latest changes of lots.', 'None: quantities here and in ShipStation.', 'None: last runs.'
  ], 'what there is nothing of is said'
);
select is(play.cells('Kinds of work', 'Last progress'), array['—', '—', '—', '—', '—'], 'what never got on is not said to have got on now');
select matches(play.at('//footer'), 'Schema [0-9]{4}_[a-z_]+; protocol 2; PostgreSQL 1', 'its version');
select ok(play.at('//header/p[1]') like 'Shipkeeper, shop database ' || current_database() || ' ("here" on this page)', 'its database');
-- By the server's word for the moment, not by the page's.
select ok(
  play.at('//header/p[last()]') like 'Made ' || to_char(clock_timestamp() at time zone s.shop_time_zone, 'FMDD Mon YYYY HH24:') || '%',
  'and when it was made'
)
from shipkeeper.settings as s;

-- What makes it one file that is safe to open.
select is(play.on_page('//script | //img | //iframe | //object | //link[@rel != "icon"]'), '{}', 'it holds no script and fetches nothing');
select is(
  play.on_page('//@*[name() = "href" and not(starts-with(., "#")) or name() = "src" or starts-with(name(), "on")]'), array['data:,'],
  'no address leads out of it, and nothing is run'
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
select matches(play.at('/html/head/title'), '^Shipkeeper [0-9]+ [A-Z][a-z]{2} [0-9:]{5}: all is well$', 'in the title too');
select matches(
  play.at('//header/p[3]'), ' The last run ended [0-9]+ [A-Z][a-z]{2} [0-9:]{5} \(all done\), .* before this page was made\.',
  'when the last run ended'
);
select is(play.on_page('//section[@id="todo"]'), '{}', 'there is nothing to do');
select is(play.cells('Last runs', 'Completed'), array['1'], 'the run''s figures');
select is(play.cells('Last runs', 'Run by'), array['host:1'], 'who ran it');
select is(play.at('//*[@id="trend-requests"]//@aria-label'), 'Bars: 1 in all, the most 1 (' || to_char(
  clock_timestamp() at time zone s.shop_time_zone, 'HH24:MI'
) || ').', 'its request') from shipkeeper.settings as s;
select is(
  play.cells('Kinds of work', 'Work'), array(
    select shipkeeper.page_word('work', k.work_kind) from shipkeeper.known_kind as k where k.cycle_kind = 'run' order by k.turn
  ),
  'a row for each kind of work that is declared'
);
select matches(array_to_string(play.cells('Kinds of work', 'Last progress'), ', '), '^—, .*second.* ago, —, —, —$', 'when each last got on');
select is(
  (play.cells('Kinds of work', 'Today'))[1:2], array['—', '1 completed, 1 found without products'], 'what it did today'
);

-- How old the data are.
update shipkeeper.progress set reached_at = clock_timestamp() - interval '7 minutes 5 seconds' where work_kind = 'sync';
select ok(play.at('//header/p[3]') like 'The data are 7 minutes old: ShipStation''s changes are known up to %. The last run ended %', 'the age of the sync');
update shipkeeper.progress set reached_at = null where work_kind = 'sync';
select ok(
  play.at('//header/p[last()]') like '% If your clock says later than '
  || shipkeeper.page_moment(clock_timestamp() + s.alert_after, clock_timestamp()) || ', this page is old.', 'from when on the page is old'
)
from shipkeeper.settings as s;
select is(play.at('//meta[@http-equiv="refresh"]/@content'), '60', 'it loads itself again');
update shipkeeper.settings set alert_after = '20 minutes';
select is(play.on_page('//html/@class'), '{}', 'nobody has said that it is old');
select is(play.at('//p[@id="old"]/@style'), 'animation-delay: 1200.000000s', 'the banner comes by itself when the page is so old');
update shipkeeper.settings set alert_after = default;
select is(play.on_page('//p[@id="late"]'), '{}', 'no banner: the data are new');
update shipkeeper.cycle set ended_at = clock_timestamp() - interval '16 minutes';
select ok(play.at('//p[@id="late"]') like 'The data are old. No run has ended well since %', 'a banner: the data are old');
select is(play.at('//h1'), '1 thing to do now, urgent', 'and that is to be seen to');
select is(play.at('//section[@id="todo"]//h3'), 'Urgent: Shipkeeper is not at work', 'first');
update shipkeeper.cycle set ended_at = clock_timestamp();

-- While one runs.
select play.start();
select ok(play.at('//header/p[3]') like '% A run has been at work since %', 'a run at work');
update shipkeeper.lease set expires_at = clock_timestamp();
select play.run();

-- Paused.
select shipkeeper_operator.pause('stocktaking');
select is(play.at('//h1'), 'Paused: all else is well', 'paused');
select ok(play.at('//header/p[3]') like ' Paused by % stocktaking, since %', 'who paused it, and why');
select is((play.cells('What Shipkeeper may change', 'May it?'))[1], 'Paused now; else yes.', 'nothing is written meanwhile');
select shipkeeper_operator.resume('done');

-- The shop's switch for jobs, which may be kept from us.
create role play_other;
delete from public.workflow_controls;
insert into public.workflow_controls (workflow_name, enabled) values ('shipkeeper', false);
alter table public.workflow_controls owner to play_other;
select is(play.at('//h1'), 'No run can start', 'a switch that is somebody else''s');
select ok(play.at('//header/p[3]') like '%alter table public.workflow_controls owner to %', 'and what to do');
alter table public.workflow_controls owner to shop_owner;
revoke all on public.workflow_controls from shop_owner;
select is(play.at('//h1'), 'No run can start', 'a switch that cannot be read');
select ok(play.at('//header/p[3]') like '%grant select on public.workflow_controls to %', 'and what to do');
grant select on public.workflow_controls to shop_owner;
select ok(play.at('//header/p[3]') like ' Paused by the shop: workflow_controls.enabled is false. %', 'the shop''s pause');
update public.workflow_controls set enabled = true;

-- What is to be done.
update shipkeeper.cancellation_stop set stopped_at = '2020-11-03 10:00Z';
select play.watch();
select is(play.at('//h1'), '1 thing to do now, urgent', 'one thing');
insert into shipkeeper.lot_review (order_inbox_id, order_number, opened_at, opened_by, state, reason, next_look_at)
select n, n, '2020-11-02', 'somebody', 'approval', 'history_unknown', 'infinity' from generate_series(11, 17) as n;
select play.make_ghost('100533');
insert into shipkeeper.ghost (order_inbox_id, order_number, shipstation_order_id, first_seen_at, next_attempt_at, held_reason, held_at)
select o.id, o.order_number, o.shipstation_order_id, clock_timestamp(), 'infinity', 'duplicate_sku', clock_timestamp()
from public.orders_inbox as o
where o.order_number = '100533';
select play.watch();
select is(play.at('//h1'), '3 things to do now, 1 of them urgent', 'three things, whatever number of orders they are');
select is(
  play.on_page('//section[@id="todo"]//h3'), array[
    'Urgent: Too many orders were not found in ShipStation', 'New lots wait for your decision7', 'Orders are held and wait for a person1'
  ], 'each with how many, the urgent first, then what may go out wrong'
);
select is(
  play.on_page('//section[@id="todo"]//li[h3 or div/h3[starts-with(., "New lots")]]//p'),
  array[
    'Do not pick these orders yet. Was the old lot picked already? Then answer no, else yes. Tell the database administrator your answer and the '
    'number under Review.', '11, 12, 13, 14, 15 and 2 more', 'See the list'
  ],
  'with what to do, and the orders'
);
select is(play.on_page('//a/@href')::text[], array['#approval', '#held'], 'the list is on the page');
select is(play.on_page('//div[@id="held"]//h3 | //div[@id="approval"]//h3'), array['New lots that wait for your decision7', 'Held orders1'], 'there');
select is(play.cells('Held orders', 'What is the matter'), array['has the same product twice and cannot be stored yet'], 'in plain words');
select is(
  (play.cells('New lots that wait for your decision', 'Why you are asked'))[1], 'nobody knows whether it was picked before', 'these too'
);
select ok(
  play.at('//section[@id="todo"]//li[div/h3[starts-with(., "New lots")]]//details') like
  'For the database administratorFor the first of them: %shipkeeper_operator.approve_lot_update(%(lots_await_approval; shipkeeper_report.lot_reviews)',
  'the call stands in small print'
);
select doesnt_match(
  array_to_string(play.on_page('//h1 | //h2 | //h3 | //section[@id="todo"]//p | //td'), ' '), 'duplicate_sku|shipkeeper_|select ', 'and nowhere else'
);
delete from shipkeeper.ghost;
delete from shipkeeper.lot_review;
delete from public.orders_inbox where order_number = '100533';
update shipkeeper.cancellation_stop set stopped_at = null;
select play.watch();
select is_empty(
  'select k.kind from shipkeeper.alert_kind as k except select t.kind from shipkeeper.page_tasks() as t', 'there are plain words for every kind of alert'
);
select is_empty(
  'select t.kind from shipkeeper.page_tasks() as t except select k.kind from shipkeeper.alert_kind as k', 'and for no other'
);
select is_empty(
  'select t.list from shipkeeper.page_tasks() as t where t.list is not null except select p.id from shipkeeper.page_tables() as p',
  'and their lists exist'
);
select is_empty(
  $$
  select m.of_what, m.value from shipkeeper.meanings() as m
  where m.of_what in ('ghosts held_reason', 'cycle outcome', 'sync conflict') and m.value !~ '[%(]' and shipkeeper.page_word(
    case m.of_what when 'ghosts held_reason' then 'held' when 'cycle outcome' then 'cycle' else 'conflict' end, m.value
  ) = replace(m.value, '_', ' ')
  $$, 'and for every word of these'
);

select is_empty(
  $$
  select f.kind, f.figure from shipkeeper_report.figures as f
  join shipkeeper.known_kind as k on k.work_kind = f.kind
  where k.cycle_kind = 'run' and f.figure ~ '_' and shipkeeper.page_word('figure', f.figure) = replace(f.figure, '_', ' ')
  $$, 'and for the figures of each kind of work'
);

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
select matches(play.at('//*[@id="trend-open"]//@aria-label'), 'Bars: 1,236 in all, the most 1,234 \([0-9]+ [A-Z]', 'the most of 30 days');
select is(
  play.on_page('//*[@id="trend-open"]//*[@class="mark"]'), array_fill('×'::text, array[26]) || array['1,234', '×'],
  'it stands on its bar, and days without a run are marked'
);
select is(play.on_page('//*[@id="trend-open"]//*[@class="axis"]/*'), array['0', '1,000', '2,000'], 'the axis is round');
select is(
  play.at('//*[@id="trend-open"]//*[@class="limit"]/@y1'), to_char(18 + 120 - 10 / 2000.0 * 120, 'FM990.0'), 'the alert''s line is drawn where it is'
);
select ok(play.at('//*[@id="trend-open"]/figcaption') like '%alert above 10%', 'and named');
select is(
  (play.cells('Day by day', 'Without products at most'))[1:4], array['2', '—', '1,234', '—'], 'the figures of each day, today''s first'
);

-- Success: each order once, by what came of it last.
delete from shipkeeper.order_outcome;
insert into shipkeeper.order_outcome (cycle_id, work_kind, order_inbox_id, order_number, outcome, recorded_at)
select (select max(c.cycle_id) from shipkeeper.cycle as c), o.kind, o.id, o.id, o.outcome, t.today + o.at
from (
  select (clock_timestamp() at time zone s.shop_time_zone)::date::timestamp at time zone s.shop_time_zone as today from shipkeeper.settings as s
) as t
cross join (
  values
  ('ghosts', 1, 'error', interval '0'), ('ghosts', 1, 'backfilled', '1 second'), ('ghosts', 2, 'backfilled', '1 second'),
  ('ghosts', 3, 'error', '1 second'), ('ghosts', 3, 'work_in_progress', '2 seconds'), ('ghosts', 10, 'error', '1 second'), ('lots', 4, 'held', '1 second'),
  ('sync', 5, 'error', '1 second'), ('ghosts', 6, 'held', '-1 second'), ('ghosts', 7, 'backfilled', '-6 days'),
  ('ghosts', 8, 'backfilled', '-6 days -1 second'), ('ghosts', 9, 'backfilled', '-29 days -1 second')
) as o (kind, id, outcome, at)
order by o.at;
select is(play.cells('How many orders got their products', 'Share'), array['66.6 %', '60.0 %', '66.6 %'], 'today, in 7 and in 30 days');
select is(play.cells('How many orders got their products', 'Got them'), array['2', '3', '4'], 'completed');
select is(play.cells('How many orders got their products', 'Failed'), array['1', '1', '1'], 'failed');
select is(play.cells('How many orders got their products', 'Held'), array['0', '1', '1'], 'held');

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
select ok(play.at('//*[@id="trend-requests"]//@aria-label') like 'Bars: 4 in all, the most 2 (%', 'requests of the hour, of the busiest minute');
select ok(play.at('//*[@id="trend-requests"]/figcaption') like '%a minute: 40', 'a limit before ShipStation has said one');
update shipkeeper.quota set request_limit = 60, remaining = 7, observed_at = clock_timestamp();
select ok(play.at('//*[@id="trend-requests"]/figcaption') like '%a minute: 60', 'its own limit');

-- What may be written.
create function play.may(p_what text) returns text language sql as $$
  select (play.cells('What Shipkeeper may change', 'May it?'))[array_position(play.cells('What Shipkeeper may change', 'What'), p_what)]
$$;
update shipkeeper.settings set sync_mode = 'heal_only', lot_mode = 'dry_run';
select is(play.may('Status and other changes of an order, new orders'), 'No: only missing products. (setting sync_mode: heal_only)', 'here');
select is(play.may('New lot numbers'), 'No: a trial, it only says what it would change. (setting lot_mode: dry_run)', 'in ShipStation');
update shipkeeper.settings set sync_mode = 'full', lot_mode = 'approval';
update shipkeeper.cycle set writes_allowed = false;
select is(play.may('Status and other changes of an order, new orders'), 'Yes. (setting sync_mode: full)', 'here all');
select is(play.may('New lot numbers'), 'No, not even what a person agreed to: its server may not write there. (setting lot_mode: approval)', 'a server that keeps it from writing');
update shipkeeper.cycle set writes_allowed = true;
select is(play.may('New lot numbers'), 'Yes, each after a person has agreed. (setting lot_mode: approval)', 'with a person''s word');
update shipkeeper.settings set sync_mode = 'off', lot_mode = 'dry_run';

-- More than is shown.
insert into shipkeeper.refused_order (shipstation_order_id, order_number, reason, refused_at, next_attempt_at)
select n, 'r' || n, 'broken', clock_timestamp() + make_interval(secs => n), now() from generate_series(1, 1007) as n;
select is(play.at('//div[@id="refused"]/h3/span'), '1,007', 'how many there are');
select is(play.cells('Orders that could not be read from ShipStation', 'Order'), array['r1', 'r2', 'r3', 'r4', 'r5'], 'those that wait longest');
select ok(
  play.at('//div[@id="refused"]/p[last()]') = 'and 1,002 more (shipkeeper_report.refused_orders)', 'and how many more'
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
    ('Held orders', 'Order', '%s'), ('Held orders', 'What is the matter', 'is held by a person (%s): %s'),
    ('New lots that wait for your decision', 'Order', '%s'), ('New lots that wait for your decision', 'Why you are asked', '%s'),
    ('Quantities that differ from ShipStation''s', 'Order', '%s'), ('Quantities that differ from ShipStation''s', 'Status', '%s'),
    ('Order numbers that two orders carry', 'Order', '%s'), ('Order numbers that two orders carry', 'What is the matter', '%s'),
    ('Orders that could not be read from ShipStation', 'Order', '%s'),
    ('Orders that could not be read from ShipStation', 'What is wrong with it', '%s'), ('Last runs', 'Run by', '%s'),
    ('Latest changes of lots', 'Order', '%s'), ('Latest changes of lots', 'Product', '%s'), ('Latest changes of lots', 'Lot before', '%s'),
    ('Latest changes of lots', 'Lot after', '%s'), ('Latest changes of lots', 'By', '%s')
  ) as c (caption, label, form)
  where not exists (
    select from unnest(play.cells(c.caption, c.label)) as w (words)
    -- Reasons are cut later.
    where starts_with(w.words, rtrim(format(c.form, h.shown, h.shown), '…'))
  )
  $$, 'each stands in each place as text'
);
select is(play.on_page('//script | //img'), '{}', 'and is nothing else');
select is(cardinality(play.cells('New lots that wait for your decision', 'Change')), 5, 'changes of SKUs are there');
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
