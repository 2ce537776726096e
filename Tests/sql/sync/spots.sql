-- An order that nobody can read: where the walk goes on beside it, and when it is asked for again.
begin;
\ir ../prelude.psql
\ir remote.psql
select plan(36);
create function play.starts() returns text language sql as $$
  select string_agg(right(play.parameter(u.path, 'modifyDateStart'), 8), ' ' order by u.place)
  from unnest(play.sent()) with ordinality as u (path, place)
$$;
create function play.spot() returns text language sql as $$
  select format(
    '%s, %s tries, again in %s minutes', r.reason, r.attempts, round(extract(epoch from r.next_attempt_at - clock_timestamp()) / 60)
  )
  from shipkeeper.refused_order as r
$$;
select play.remote_orders(1, 12);
update play.remote set breaks_lists = true where id = 77;
select play.walk('heal_only');
select is(play.spot(), 'API answered 500, 0 tries, again in 5 minutes', 'it is kept');
select ok(
  play.has_said(
    'error: ❌ Sync: an order changed between 2025-11-20 10:00:59 and 2025-11-20 10:01:21 (Pacific) makes every list fail that holds it: '
    'API answered 500 - it is passed and asked for again'
  ), 'it is said where it lies'
);
select play.figures_are('{"orders_refused": 1, "orders_seen": 15}', 'it is counted');
select results_eq(
  'select order_number, changed_after, changed_before, reason from shipkeeper_report.refused_orders',
  $$ values (null::text, timestamptz '2025-11-20 18:00:59Z', timestamptz '2025-11-20 18:01:21Z', 'API answered 500') $$, 'analysts see it'
);

-- The overlap would hold it again.
select play.walk_on();
select is(play.pages() || ' ' || play.starts(), '500/1 10:01:21', 'the next walk starts beside it');
select is(play.seen(), '1-6 8-12', 'all others are seen');
select play.remote_order('13', '2025-11-20 11:00');
select play.walk_on();
select play.walk_on();
select is(play.starts(), '10:55:00', 'once the walk is further on, nothing of it is left');
select is(play.spot(), 'API answered 500, 0 tries, again in 5 minutes', 'but that it is still to be asked for');

-- Met again: the same order.
delete from public.sync_watermark;
update shipkeeper.settings set sync_first_window = '3650 days';
update shipkeeper.refused_order set is_passed = false, walk_from = '2000-01-01', walk_on_from = '9999-12-31';
select play.walk('heal_only');
select is(
  play.pages(), '500/1 256/1 128/1 64/1 32/1 16/1 8/1 4/1 8/1 4/1 2/1 4/1 2/1 4/1 2/1 1/1 1/2 2/2 4/1 8/1', 'where a walk meets it again'
);
select is((select count(*) from shipkeeper.refused_order), 1::bigint, 'it is the same one');
select ok(not play.has_said('%makes every list fail%'), 'and not said again');
update shipkeeper.refused_order set is_passed = true, walk_from = '2025-11-20 10:00:59', walk_on_from = '2025-11-20 10:01:21';

-- Asked for again at growing intervals: one request for where it lies.
select play.sync('heal_only', '2025-11-20 19:30Z');
select play.make_refused_due();
select play.walk_on();
select is(
  (play.sent())[2],
  '/orders?modifyDateStart=2025-11-20T10:00:59&modifyDateEnd=2025-11-20T10:01:21&sortBy=ModifyDate&sortDir=ASC&pageSize=500&page=1',
  'it is asked for where it lies'
);
select is(array_length(play.sent(), 1), 2, 'with one request');
select is(play.spot(), 'API answered 500, 1 tries, again in 5 minutes', 'still so');
select play.walk_on();
select is(array_length(play.sent(), 1), 1, 'not at once again');
select play.make_refused_due();
insert into play.spoilt_answer values (2, null, null, 'timeout');
select play.walk_on();
select is(play.spot(), 'API timeout, 2 tries, again in 10 minutes', 'the wait doubles; the last reason is kept');
select play.make_refused_due();
insert into play.spoilt_answer values (2, 200, '<html>');
select play.walk_on();
select is(play.spot(), 'answer is HTML, not JSON, 3 tries, again in 20 minutes', 'a web page is no answer');
select play.make_refused_due();
insert into play.spoilt_answer values (2, 200, '{"orders": [], "total": 501}');
select play.walk_on();
select is(
  play.spot(), 'the list is empty, but its total is 501, 4 tries, again in 40 minutes', 'nor is an empty list that says it has orders'
);
select play.make_refused_due();
insert into play.spoilt_answer values (2, 429);
select is(play.walk_on(), 'rate_limited', 'a 429');
select is(play.spot(), 'the list is empty, but its total is 501, 5 tries, again in 80 minutes', 'says nothing of it');
update shipkeeper.quota set blocked_until = null, resets_at = null;
update play.remote set breaks_lists = false;
select play.make_ghost('7');
select play.make_refused_due();
select play.walk_on();
select is(play.refused(), '{}', 'mended: forgotten');
select is(play.seen(), '1-13', 'and seen');
select is(play.header('7'), 'awaiting_shipment 2', 'its ghost is healed');

-- Without time or quota it waits.
insert into shipkeeper.refused_order (reason, refused_at, next_attempt_at, walk_from, walk_on_from)
values ('no answer', clock_timestamp(), clock_timestamp(), '2025-11-20 10:00:59', '2025-11-20 10:01:31');
update public.sync_watermark set last_sync_timestamp = 'x';
update shipkeeper.settings set cycle_budget = '0';
select play.walk_on();
select is(play.sent(), '{}', 'without time nothing is asked for');
select ok(play.has_said('info: This cycle''s share of requests or time is used up%'), 'it is said');
select is(play.spot(), 'no answer, 0 tries, again in 0 minutes', 'and nothing counted');
update shipkeeper.settings set cycle_budget = default;
delete from shipkeeper.refused_order;

-- The only order: what changes later is not passed with it.
delete from play.remote where id <> 77;
update play.remote set breaks_lists = true;
select play.walk('heal_only');
select is((select walk_on_from from shipkeeper.refused_order), '2025-11-20 12:00', 'it lies before ShipStation''s now');
select play.remote_order('14', '2025-11-20 12:00:00.5');
update play.clock set now = '2025-11-20 20:01Z';
select play.walk_on();
select is(play.seen(), '1-14', 'what changes a moment later is seen');
select is(play.pages(), '500/1', 'at once');
select is(play.watermark(), '2025-11-20T20:00:00Z', 'and the walk has passed it');
-- Without a Date header: by the database's clock.
alter function play.date_header() rename to good_date_header;
create function play.date_header() returns bytea language sql as $$ select ''::bytea $$;
select play.forget();
delete from play.remote where id <> 77;
select is(play.walk('heal_only'), 'done', 'without a Date header');
select ok(
  (select walk_on_from
      between shipkeeper.pacific_wall(clock_timestamp() - interval '1 minute') and shipkeeper.pacific_wall(clock_timestamp())
    from shipkeeper.refused_order), 'it lies before the database''s now'
);
select is(play.watermark(), '2025-11-20T17:30:00Z', 'and the watermark stays');
drop function play.date_header();
alter function play.good_date_header() rename to date_header;

-- In the hour that autumn repeats a time does not say how far a walk had come.
update shipkeeper.refused_order set walk_on_from = '2025-11-02 01:45', is_passed = true;
select play.walk('heal_only', '2025-11-02 08:30Z');
select is(left(play.starts(), 8), '00:59:59', 'there the walk starts before the hour');
-- Not yet.
delete from shipkeeper.refused_order;
insert into shipkeeper.refused_order (reason, refused_at, next_attempt_at, walk_from, walk_on_from)
values ('no answer', clock_timestamp(), clock_timestamp() + interval '1 day', '2025-11-20 10:00:59', '2025-11-20 11:00');
select play.walk('heal_only');
select is(left(play.starts(), 8), '09:25:00', 'beside one where others are not worked on yet nothing is passed');

-- A spot of more than a page.
delete from play.remote;
select count(play.remote_order(n::text, timestamp '2025-11-20 10:30')) from generate_series(1, 600) as n;
select play.forget();
insert into shipkeeper.refused_order (reason, refused_at, next_attempt_at, walk_from, walk_on_from)
values ('no answer', clock_timestamp(), clock_timestamp(), '2025-11-20 10:00:59', '2025-11-20 11:00');
select play.sync('heal_only', '2025-11-20 19:30Z'), play.walk_on();
select is(
  play.pages() || '; ' || play.seen() || array_to_string(play.refused(), ''), '500/1 500/1 500/2; 1-600', 'is read page by page, and forgotten'
);

select * from finish();
rollback;
