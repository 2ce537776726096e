-- Each inconsistency that verify() knows.
begin;
\ir ../prelude.psql
select plan(3);

select play.make_ghosts('1', '2');
select play.answer_order('1', 'shipped', play.item('A', 2));
select play.answer_order('2', 'shipped', play.item('A', 2));
select play.run();
select is_empty('select * from shipkeeper.verify()', 'none when all is well');
update public.orders_inbox set total_items = 7 where order_number = '1';
update public.orders_inbox set total_items = null where order_number = '2';
select bag_eq(
  'select * from shipkeeper.verify()', $$ values
  ('total_items', 'order 1', 'total_items is 7, its lines add up to 2.'),
  ('total_items', 'order 2', 'total_items is null, its lines add up to 2.') $$, 'totals that are not those of the lines'
);
update public.orders_inbox set total_items = 2;
insert into shipkeeper.ghost (order_inbox_id, order_number, shipstation_order_id, first_seen_at, next_attempt_at, held_reason, held_at)
select o.id, o.order_number, o.shipstation_order_id, now(), now(), 'duplicate_sku', now()
from public.orders_inbox as o where o.order_number = '1';
select results_eq('select v.finding, v.object from shipkeeper.verify() as v', $$ values ('held_without_reason', 'order 1') $$, 'a hold of no ghost');

select * from finish();
rollback;
