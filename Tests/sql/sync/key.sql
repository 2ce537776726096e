-- How the walk goes on from page to page, and where it ends.
begin;
\ir ../prelude.psql
\ir remote.psql
select plan(29);
create function play.windows() returns text language sql as $$
  select string_agg(
    right(play.parameter(u.path, 'modifyDateStart'), 8) || '-' || right(play.parameter(u.path, 'modifyDateEnd'), 8), ' ' order by u.place
  )
  from unnest(play.sent()) with ordinality as u (path, place)
$$;
create function play.outcomes_of(p_number text) returns bigint language sql as $$
  select count(*)
  from shipkeeper.order_outcome as o
  where o.order_number = p_number and o.cycle_id = (select r.cycle from play.result as r)
$$;

-- By the time of change. The first answer's clock closes the window.
update play.largest_page set orders = 4;
select play.remote_orders(1, 10);
select play.walk();
select is(
  regexp_replace(play.windows(), '^(\S+)-\S+', '\1-'), '09:25:00- 10:00:39-12:00:00 10:01:09-12:00:00',
  'from a second before the last change seen, up to the time that ShipStation''s first answer told'
);
select ok(
  play.parameter((play.sent())[1], 'modifyDateEnd')::timestamp
  between shipkeeper.pacific_wall(clock_timestamp() + interval '59 minutes')
  and shipkeeper.pacific_wall(clock_timestamp() + interval '1 hour'),
  'the first page is open for a database''s clock that is slow by up to an hour'
);
select play.figures_are('{"orders_seen": 12, "orders_imported": 10}', 'orders on two pages are brought in once');
select is(sum(play.outcomes_of(n::text)), 10::numeric, 'one outcome each') from generate_series(1, 10) as n;
select ok(
  (select bool_and(s.units = s.units_here) from shipkeeper.seen_order as s), 'lines and units agree with ShipStation''s'
);

-- An order twice on one page, and one that comes again unchanged.
update play.largest_page set orders = 500;
insert into play.answer
select
  '/orders?' || format('modifyDateStart=%s&modifyDateEnd=%s', '2025-11-20T09:25:00', '2025-11-20T12:00:00')
  || '&sortBy=ModifyDate&sortDir=ASC&pageSize=500&page=1',
  200, play.date_header(), convert_to(jsonb_build_object('total', 2, 'orders', jsonb_build_array(r.content, r.content))::text, 'UTF8'), null
from play.remote as r
where r.id = 77;
update public.orders_inbox set status = 'on_hold' where order_number = '7';
select play.forget();
select play.sync('full', '2025-11-20 17:30Z');
create temporary table run as select play.start('{"kind": "run", "only": ["sync"]}') as cycle;
select shipkeeper.start_walk(cycle) from run;
update shipkeeper.sync_walk set window_end = '2025-11-20 12:00' where cycle_id = (select cycle from run);
select play.drive(cycle) from run;
select play.end_cycle(cycle) from run;
select play.figures_are('{"orders_seen": 2, "orders_updated": 1}', 'an order twice on a page is worked on once');
delete from play.answer;

-- Settings.
update shipkeeper.settings set sync_overlap = '90 minutes', sync_first_window = '0';
select play.walk();
select is(left(play.windows(), 8), '08:00:00', 'the overlap is a setting');
select play.walk('full', null);
select ok(
  play.parameter((play.sent())[1], 'modifyDateStart')::timestamp > shipkeeper.pacific_wall(clock_timestamp() - interval '1 minute'),
  'so is the first window'
);
update shipkeeper.settings set sync_overlap = default, sync_first_window = default;
select play.walk('full', '2025-11-20 17:30:00.7Z');
select is(left(play.windows(), 8), '09:25:00', 'starts are whole seconds, cut');
update public.sync_watermark set last_sync_timestamp = '2025-11-20T17:30:00.123456789Z' where workflow_name = 'shipkeeper';
select play.walk_on();
select is(left(play.windows(), 8), '09:25:00', 'a watermark with fractions is read');

-- The watermark: text of one form, cut to the second, in a row of its own.
insert into public.sync_watermark (workflow_name, last_sync_timestamp) values ('another', 'whatever');
select play.remote_order('11', '2025-11-20 10:30:00.9');
select play.walk();
select is(play.watermark(), '2025-11-20T18:30:00Z', 'a change within a second moves it to that second');
select ok(
  (select w.updated_at ~ '^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$' from public.sync_watermark as w where w.workflow_name = 'shipkeeper'),
  'when it moved is kept in the same form'
);
select is(
  (select last_sync_timestamp from public.sync_watermark where workflow_name = 'another'), 'whatever', 'the row of another stays as it is'
);
select shipkeeper.move_watermark(1, null), shipkeeper.move_watermark(1, '2025-11-20 18:00Z');
select is(play.watermark(), '2025-11-20T18:30:00Z', 'nothing and an earlier time leave it');
set local time zone 'Asia/Tokyo';
set local datestyle = 'SQL, DMY';
select shipkeeper.move_watermark(1, '2025-11-20 18:45Z');
select is(play.watermark(), '2025-11-20T18:45:00Z', 'whatever the session''s time zone and style');
select play.walk_on();
select is(left(play.windows(), 8), '10:40:00', 'as is the window');
set local time zone 'Etc/UTC';
set local datestyle = 'ISO';

-- An order changed after the window's end counts when it is asked for, not before.
update play.largest_page set orders = 4;
select play.remote_orders(1, 10);
update play.remote set content = content || '{"modifyDate": "2025-11-20T12:00:01.0000000"}' where id = 710;
select play.forget(), play.walk();
select is(play.seen(), '1-9 11', 'a change after ShipStation''s first answer is left to the next run');
select is(play.watermark(), '2025-11-20T18:30:00Z', 'and not passed over');
update play.clock set now = '2025-11-20 20:00:02Z';
select play.walk_on();
select is(play.seen(), '1-11', 'which brings it');
update play.clock set now = '2025-11-20 20:00Z';
delete from play.remote where id = 710;

-- An order without a usable modifyDate cannot lead; the others do.
update play.largest_page set orders = 500;
delete from play.remote where id not in (71, 72, 73);
insert into play.damage values ('2025-11-20T10:00:30.0000000", "orderTotal', convert_to('soon", "orderTotal', 'UTF8'));
update play.remote set content = content || '{"orderDate": "2025-11-20"}';
select play.forget(), play.walk();
select is(play.seen(), '1-3', 'an order without a usable modifyDate is worked on');
select is((select modify_date from shipkeeper.seen_order where order_number = '3'), null, 'its time of change is unknown');
select is(play.watermark(), '2025-11-20T18:00:20Z', 'and leaves the watermark to the others');
select play.walk_on();
select is(play.refused(), '{}', 'the next time as well');
delete from play.damage;

-- No Date header: no clock that is right.
create function play.no_date_header() returns bytea language sql as $$ select convert_to(E'Date: soon\r\n', 'UTF8') $$;
alter function play.date_header() rename to good_date_header;
alter function play.no_date_header() rename to date_header;
update play.largest_page set orders = 2;
select play.remote_orders(1, 5);
select play.forget();
select is(play.walk(), 'done', 'answers without a Date header');
select is(play.seen(), '1-5', 'are worked on as others');
select is(
  (select end_is_pinned from shipkeeper.sync_walk where cycle_id = (select cycle from play.result)), false, 'the window stays open'
);
delete from play.remote where id <> 75;
update play.remote set content = content || '{"modifyDate": "2025-01-01T00:00:00"}';
select play.walk();
select is(play.watermark(), '2025-11-20T17:30:00Z', 'nothing changed: without a clock the watermark stays');

-- A total that is less than what the page holds.
select play.forget();
insert into play.spoilt_answer (request, status, body)
values (1, 200, convert_to('{"orders": [{"orderId": 75, "orderNumber": "5", "orderStatus": "shipped", "items": [], '
  '"modifyDate": "2025-11-20T10:00:50"}], "total": 0}', 'UTF8'));
select play.walk();
select is(play.seen(), '5', 'a total too small hides no order that came');
select is(play.watermark(), '2025-11-20T18:00:50Z', 'and passes over none');

select * from finish();
rollback;
