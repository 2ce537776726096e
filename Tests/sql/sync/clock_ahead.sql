-- A Date header that is ahead, as of a proxy with a wrong clock: the watermark does not go past the time at which an order can still appear.
begin;
\ir ../prelude.psql
\ir remote.psql
select plan(12);
create function play.set_clock(p_ahead interval) returns void language sql as $$
  delete from play.clock;
  insert into play.clock values (clock_timestamp() + p_ahead)
$$;
-- How far the watermark lies before our own clock, in minutes.
create function play.behind() returns numeric language sql as $$
  select round(extract(epoch from clock_timestamp() - play.watermark()::timestamptz) / 60)
$$;
create function play.order_now(p_number text, p_ago interval default '0') returns bigint language sql as $$
  select play.remote_order(p_number, shipkeeper.pacific_wall(clock_timestamp() - p_ago))
$$;
create function play.is_here(p_number text) returns boolean language sql as $$
  select exists (select from public.orders_inbox as o where o.order_number = p_number)
$$;
-- So that there is a page, and none on it.
select play.order_now('1', '3 days');

-- break-date-header-ahead.
select play.set_clock('15 minutes'), play.walk('full', clock_timestamp() - interval '5 minutes');
select is(play.behind(), 5::numeric, 'an empty page with a Date of a quarter of an hour ahead: the overlap before our own clock');
select play.order_now('2'), play.set_clock('0'), play.walk_on();
select ok(play.is_here('2'), 'an order that comes in then is brought in by the next cycle');
-- Hours, a day; and the Date stays wrong.
select play.set_clock(a), play.walk('full', clock_timestamp() - interval '5 minutes'), play.order_now(n), play.walk_on()
from (values ('3 hours'::interval, '3'), ('1 day', '4'), ('400 days', '5')) as v (a, n);
select is(play.is_here(n), true, 'also ' || n) from unnest(array['3', '4', '5']) as n;
select cmp_ok(play.behind(), '>=', 0::numeric, 'the watermark is never in the future');

-- A page with orders: their own dates lead.
delete from play.remote where id <> 71;
select play.set_clock('15 minutes'), play.order_now('6', '1 minute'), play.walk('full', clock_timestamp() - interval '1 hour');
select cmp_ok(play.behind(), '>=', 1::numeric, 'a page with orders: not past the newest of them');
select play.order_now('7'), play.walk_on();
select ok(play.is_here('7'), 'what comes then is met');

-- Behind: it costs requests, never orders.
select play.set_clock('-15 minutes'), play.walk('full', clock_timestamp() - interval '30 minutes');
select cmp_ok(play.behind(), '>=', 14::numeric, 'a Date that is behind: no further than that');
select play.order_now('8'), play.set_clock('0'), play.walk_on();
select ok(play.is_here('8'), 'nothing is passed');

-- Our own clock is slow: an order of ShipStation's with a date ahead of it, and its Date, tell so.
select play.set_clock('3 hours'), play.order_now('9', '-2 hours'), play.walk('full', clock_timestamp() - interval '10 minutes');
select is(play.behind(), -120::numeric, 'the date of an order that our clock has not come to yet');
select play.order_now('10', '-2 hours -1 minute'), play.walk_on();
select ok(play.is_here('10'), 'what comes then is met');

select * from finish();
rollback;
