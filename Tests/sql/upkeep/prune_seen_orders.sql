-- Of ShipStation's orders that were seen long ago those go that are of no use: looked through a part a call, once a day.
begin;
\ir ../prelude.psql
select plan(26);
create function play.seen_order(
  p_number text, p_status_here text, p_age interval default '40 days', p_apply_at timestamptz default null
) returns void language sql as $$
  insert into public.orders_inbox (order_number, order_date, status, shipstation_order_id)
  select p_number, '2025-11-03', p_status_here, '7' || p_number where p_status_here is not null;
  insert into shipkeeper.seen_order (shipstation_order_id, order_number, order_status, units, seen_at, cycle_id, apply_at)
  values ('7' || p_number, p_number, 's', 1, clock_timestamp() - p_age, 1, p_apply_at);
$$;
create function play.seen() returns text language sql as $$
  select string_agg(s.order_number, ' ' order by s.order_number) from shipkeeper.seen_order as s
$$;
create function play.prune(p_rows integer) returns text language sql as $$
  select p.deleted || case when p.is_finished then ' end' else '' end
  from shipkeeper.prune_seen_orders(clock_timestamp() - interval '30 days', p_rows) as p
$$;

-- Which of them.
select play.seen_order('shipped', 'shipped'), play.seen_order('cancelled', 'cancelled'), play.seen_order('gone', null);
select play.seen_order('open', 'on_hold');
select play.seen_order('manual', 'synced_manual'), play.seen_order('young', 'shipped', '29 days');
select play.seen_order('later', 'shipped', '40 days', clock_timestamp()), play.seen_order('two', 'shipped');
insert into public.orders_inbox (order_number, order_date, status, shipstation_order_id) values ('second', '2025-11-03', 'on_hold', '7two');
select is(play.prune(100), '3 end', 'closed ones and those that are gone');
select is(play.seen(), 'later manual open two young', 'not those that are open, young, to be written, or of two headers');
select is(play.prune(100), '0 end', 'then there is nothing left');
select is((select count(*) from public.orders_inbox), 8::bigint, 'no order of the shop''s is touched');

-- A part a call: where it stopped the next goes on, whatever is kept.
delete from shipkeeper.seen_order;
select play.seen_order('k' || n, 'on_hold', '40 days'::interval - n * interval '1 second'),
  play.seen_order('z' || n, 'shipped', '39 days'::interval - n * interval '1 second') from generate_series(1, 20) as n;
select is(play.prune(10), '0', 'a call looks at so many');
select is((select count(*) from shipkeeper.seen_order), 40::bigint, 'none of which goes');
select is(play.prune(10), '0', 'nor in the next');
select is(play.prune(10), '10', 'then come others');
select is(play.prune(10), '10', 'no more than so many go');
select is(play.prune(10), '0 end', 'up to the end');
select is((select seen_orders_looked_to from shipkeeper.upkeep), '-infinity', 'the next time begins anew');
select is((select count(*) from shipkeeper.seen_order), 20::bigint, 'the open ones are kept');
-- Seen in one instant.
update shipkeeper.seen_order set seen_at = clock_timestamp() - interval '40 days' + interval '1 second' where order_number <> 'k1';
update shipkeeper.seen_order set seen_at = t.at from (select min(seen_at) as at from shipkeeper.seen_order where order_number <> 'k1') as t;
update public.orders_inbox set status = 'shipped';
select is(play.prune(5), '20', 'those of one instant go together');
select is(play.prune(5), '0 end', 'none is passed over');

-- What belongs to orders that the shop has deleted.
create function play.conflict(p_id bigint, p_age interval) returns void language sql as $$
  insert into shipkeeper.number_conflict (
    shipstation_order_id, order_number, order_inbox_id, status_in_shipstation, status_here, units_in_shipstation, units_here, reason,
    found_at, seen_at, next_attempt_at
  )
  values (p_id::text || p_age, 'n', p_id, 's', 's', '{}', '{}', 'another_id', '2025-01-01', clock_timestamp() - p_age, '2025-01-01')
$$;
select play.conflict(-1, '40 days'), play.conflict(-2, '1 day'), play.conflict((select min(id) from public.orders_inbox), '40 days');
insert into shipkeeper.order_hold (order_inbox_id, order_number, reason, held_by, held_at)
values (-1, 'a', 'x', 'x', clock_timestamp() - interval '40 days'), (-2, 'b', 'x', 'x', clock_timestamp()),
  ((select min(id) from public.orders_inbox), 'c', 'x', 'x', clock_timestamp() - interval '40 days');
select is(play.prune(5), '2 end', 'a conflict and a hold of orders that are gone');
select set_eq('select order_number from shipkeeper.order_hold', array['b', 'c'], 'not young holds, nor those of orders there are');
select is((select count(*) from shipkeeper.number_conflict), 2::bigint, 'and conflicts likewise');

-- Once a day, in batches, while the cycle's time lasts.
delete from shipkeeper.seen_order;
delete from public.orders_inbox;
select play.seen_order('s' || n, 'shipped', '40 days'::interval - n * interval '1 second') from generate_series(1, 2500) as n;
create temporary table run as select play.start('{"kind": "run", "only": ["upkeep"]}') as cycle;
create function play.left_over() returns bigint language sql as 'select count(*) from shipkeeper.seen_order';
select is((play.next(cycle)).kind || play.left_over(), 'wait1500', 'a thousand in a call') from run;
update shipkeeper.cycle set started_at = clock_timestamp() - interval '5 minutes' where ended_at is null;
select is((play.next(cycle)).kind || play.left_over(), 'done1500', 'not beyond the cycle''s time') from run;
select play.end_cycle(cycle) from run;
select is((select seen_orders_pruned_at from shipkeeper.upkeep), '-infinity', 'it is not done for the day');
select is(play.run(), 'done', 'the next cycle');
select is(play.left_over(), 0::bigint, 'does the rest');
select is((select seen_orders_pruned_at > clock_timestamp() - interval '1 minute' from shipkeeper.upkeep), true, 'and it is done');
select play.seen_order('next', 'shipped'), play.run();
select is(play.left_over(), 1::bigint, 'it waits for the next day');
update shipkeeper.upkeep set seen_orders_pruned_at = clock_timestamp() - interval '25 hours';
select play.run();
select is(play.left_over(), 0::bigint, 'which does it again');
select shipkeeper_operator.change_setting('keep_logs', '60 days', 'x'), play.seen_order('kept', 'shipped');
update shipkeeper.upkeep set seen_orders_pruned_at = '-infinity';
select play.run();
select is(play.left_over(), 1::bigint, 'it keeps what the setting keeps');

select * from finish();
rollback;
