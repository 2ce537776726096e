-- An order of 3,000 lines, of one SKU and of 3,000, is changed like any other, and those behind it are.
begin;
\ir prelude.psql
select plan(6);
select play.free_sku_rule();

insert into public.sku_lot (sku, lot, active)
select 'B' || n, l.lot, (l.lot = '2')::integer from generate_series(1, 3000) as n, (values ('1'), ('2')) as l (lot);
analyze public.sku_lot;
update shipkeeper.lot_activation set active_since = '2025-01-01';
update shipkeeper.lot_state set history_began_at = '2025-01-01';
select play.order_on_hold('1', array(select play.item('17612 - 250237') from generate_series(1, 3000)));
select play.order_on_hold('2', array(select play.item('B' || n || ' - 1') from generate_series(1, 3000) as n));
select play.order_on_hold('3');
select play.release('1'), play.release('2'), play.release('3');
select play.run_lots();
select is(array[play.review('1'), play.review('2'), play.review('3')], array_fill('closed / verified'::text, array[3]), 'all are changed');
select is(play.posts(), 3::bigint, 'each once');
select is(
  (select count(*) from public.order_items_inbox where sku_lot like '% - 250300' or sku_lot ~ '^B\d+ - 2$'), 6001::bigint, 'and so are the lines here'
);
select is((select count(*) from shipkeeper.lot_update_audit), 6001::bigint, 'each line is traced');
select matches((play.said())[1], ' and 2980 more$', 'the sentence names twenty');
select is((select count(*) from shipkeeper.request), 15::bigint, 'none took so long that it had to be read again before it was sent');

select * from finish();
rollback;
