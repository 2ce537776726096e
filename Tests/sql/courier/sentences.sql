-- However many there are of a kind, of each kind of sentence a cycle says twenty, and then how many there were and where they are listed.
begin;
\ir ../lots/prelude.psql
select plan(23);
select play.free_sku_rule();

-- What the last cycle said of one kind: how many sentences, and the one that counts them; $ stands for the cycle's number.
create function play.of_kind(p_like text) returns text[] language sql as $$
  select array[count(*) filter (where not c.is_count)::text]
    || array_agg(regexp_replace(s.level || ': ' || s.message, 'in cycle \d+,', 'in cycle $,')) filter (where c.is_count)
  from play.step as s
  cross join lateral (select s.message like '% times in cycle %' as is_count) as c
  where s.message like p_like
$$;

-- Ids that are none, ids that several orders carry, orders without lines in ShipStation: a hundred each; and twenty that are healed.
select play.make_ghost('N' || n, p_shipstation_id => 'N/A ' || n) from generate_series(1, 100) as n;
select play.make_ghost('S' || n, p_shipstation_id => (5000 + n / 2)::text) from generate_series(0, 99) as n;
select play.make_ghost(n::text) from generate_series(1, 120) as n;
select play.answer_order(n::text, 'shipped', play.item('A')) from generate_series(1, 20) as n;
select play.answer_order(n::text, 'on_hold') from generate_series(21, 120) as n;
select is(play.run(), 'done', 'many of each kind');
select is(
  play.of_kind('%that is no id%'), array['20',
    'warning: ⚠️ Order ... has a ShipStation id that is no id - held until it is mended (100 times in cycle $, 20 of them said) - see '
    'shipkeeper_report.held_orders'], 'ids that are none'
);
select is(
  play.of_kind('%shares its ShipStation id%'), array['20',
    'warning: ⚠️ Order ... shares its ShipStation id with another order - held until one of them is mended (100 times in cycle $, 20 of '
    'them said) - see shipkeeper_report.held_orders'], 'ids of several orders'
);
select is(
  play.of_kind('%has 0 items in ShipStation%'), array['20',
    'warning: ⚠️ Order ... has 0 items in ShipStation - may be work-in-progress (100 times in cycle $, 20 of them said) - see '
    'shipkeeper_report.order_outcomes'], 'said one at a time'
);
select is(play.of_kind('%Backfilled order%'), array['20'], 'twenty are twenty sentences');
select is(
  (select count(*) from shipkeeper.message), (select count(*) from play.step where message is not null), 'no other sentence is kept'
);
select is((select count(*) from shipkeeper_report.held_orders), 200::bigint, 'the view has them all');
select is((select count(*) from shipkeeper_report.order_outcomes), 320::bigint, 'and so has this one');
select is_empty('select * from shipkeeper.sentence_count', 'nothing is left of the count');
select is(play.said() @> array['info: 👻 Ghost order backfill: 20 fixed, 100 WIP, 0 errors, 200 held'], true, 'the summary counts all');
select play.run();
select is(play.of_kind('%no id%'), array['0'], 'what is held is said once');

-- The next cycle begins to count anew.
delete from public.orders_inbox;
select play.make_ghost('N' || n || '%s', p_shipstation_id => 'N/A ' || n) from generate_series(1, 21) as n;
select play.run();
select is((play.of_kind('%that is no id%'))[1], '20', 'another cycle says twenty again');
select alike((play.of_kind('%that is no id%'))[2], '% (21 times in cycle $, 20 of them said)%', 'one more is one too many');
select is(play.of_kind('%Order N7\%s has%'), array['1'], 'a percent sign in a number is no blank');

-- A runner that vanishes: the next says what was left.
delete from public.orders_inbox;
select play.make_ghost('N' || n, p_shipstation_id => 'N/A ' || n) from generate_series(1, 30) as n;
create temporary table run as select play.start() as cycle;
select play.next(cycle) from run;
select play.lease_expires();
select play.run();
select is((play.of_kind('%that is no id%'))[1], '20', 'twenty sentences of a runner that vanished');
select alike(
  (play.of_kind('%that is no id%'))[2], '% (30 times in cycle $, 20 of them said)%', 'and how many there were'
);
delete from public.orders_inbox;

-- Orders that a page brings and that cannot be used: errors, and those that only wait, are counted apart.
select play.sync('full', '2025-11-20 17:30Z');
insert into play.clock values ('2025-11-20 18:00:40Z');
select play.remote_order((1000 + n)::text, '2025-11-20 09:50', p_items => array[play.item('A', 1.5)]) from generate_series(1, 25) as n;
select play.run();
select is(
  play.of_kind('%could not be used%'), array['20',
    'error: ❌ Sync: order ... could not be used: ... - it is asked for again by itself (25 times in cycle $, 20 of them said) - see '
    'shipkeeper_report.order_outcomes'], 'refused orders'
);
select is((select count(*) from shipkeeper_report.refused_orders), 25::bigint, 'all are kept');
select play.run();
select is(play.of_kind('%could not be used%'), array['0'], 'and said once');
select play.sync('off');

-- Lots.
select play.released_order((2000 + n)::text) from generate_series(1, 25) as n;
update public.orders_inbox set manual_lot_override = true;
select play.run_lots();
select is(
  play.of_kind('Lots of order % left alone%'), array['20',
    'info: Lots of order ... left alone: ... (25 times in cycle $, 20 of them said) - see shipkeeper_report.lot_reviews'], 'lots left alone'
);
-- Ended by the report, which is the last to speak.
select play.released_order((3000 + n)::text) from generate_series(1, 25) as n;
update shipkeeper.settings set lot_mode = 'approval', lot_orders_per_cycle = 100;
select play.run_lots();
select is((play.of_kind('%wait for an operator%'))[1], '20', 'lots that wait for an operator');
update public.orders_inbox set status = 'shipped';
select play.run_lots();
select alike((play.of_kind('%left alone: %'))[2], '% (25 times in cycle $, 20 of them said)%', 'what a report ends');

-- So is whatever names an order: say is for what a cycle says a handful of times.
select is_empty(
  $$ select oid::regprocedure from pg_proc where prosrc ~ 'shipkeeper\.say\([^;]*order_number' $$, 'no sentence of an order goes past the count'
);

select * from finish();
rollback;
