-- A known order that repeats a SKU while the constraint stands: all but its lines is written; they come when the constraint goes.
begin;
\ir ../prelude.psql
\ir ../sync/remote.psql
select plan(11);
insert into public.sku_lot (sku, lot, active) values ('17612', '250237', 0), ('17612', '250300', 1);
select play.keep_sku_rule();
select play.remote_order('1', '2025-11-20 10:00', p_items => array[play.item('17612 - 250237', 5)]), play.walk();
select play.remote_order('1', '2025-11-20 10:10', 'on_hold', array[play.item('17612 - 250237', 3), play.item('17612 - 250300', 2)]);
select play.walk_on();
select is(play.lines('1'), '{17612|17612 - 250237|5|1000}', 'its lines stay');
select is(play.header('1'), 'on_hold 5', 'the rest is written');
select is(play.refused(), array['1: duplicate SKUs, which the shop''s constraint does not hold'], 'it is refused, with the reason');
select ok(play.has_said('error: ❌ Sync: order 1 could not be used: duplicate SKUs, %'), 'which is said');
select is(play.outcome_of('1'), 'error: duplicate SKUs, which the shop''s constraint does not hold', 'and recorded');
select is((select units from shipkeeper.seen_order), 5::bigint, 'its units are compared all the same');
select play.make_refused_due(), play.walk_on();
select is(cardinality(play.refused()), 1, 'asked for again while the constraint stands: refused still');
select is(play.said(), '{}', 'of which nothing is said');
select play.free_sku_rule(), play.make_refused_due(), play.sync('full', '2025-11-20 19:30Z'), play.walk_on();
select is(play.lines('1'), '{"17612|17612 - 250237|3|1000","17612|17612 - 250300|2|1000"}', 'without it: its lines come');
select is(play.refused(), '{}', 'and it is refused no more');
select is(play.outcome_of('1'), 'updated: lines', 'with its outcome');
select * from finish();
rollback;
