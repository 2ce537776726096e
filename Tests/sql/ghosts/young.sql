-- A header without lines is no ghost before it has stood so for ghost_after: another program may be about to write them.
-- Run from the top of the repository.
begin;
\ir ../prelude.psql
\ir ../sync/remote.psql
select plan(26);
delete from play.clock;
update shipkeeper.settings set ghost_after = default, shop_time_zone = 'Asia/Tokyo';
select is((select ghost_after from shipkeeper.settings), interval '2 minutes', 'two minutes, if nobody says otherwise');
select throws_ok(format('update shipkeeper.settings set ghost_after = %L', v), '23514', null, 'no time is ' || v)
from unnest(array['-1 second', '25 hours']) as v;

-- A header that was made so long ago by the shop's clock; null: nobody knows when.
create function play.header_of_age(p_number text, p_age interval, p_status text default 'awaiting_shipment', p_id text default null)
returns void language sql as $$
  select play.make_ghost(p_number, p_status, p_id);
  update public.orders_inbox set created_at = shipkeeper.shop_now() - p_age where order_number = p_number
$$;
-- Lets time pass since the first look.
create function play.let_pass(p_time interval) returns void language sql as $$
  update shipkeeper.first_look set looked_at = looked_at - p_time
$$;
-- The orders that a cycle asks for by id.
create function play.asked() returns text language sql as $$
  select coalesce(string_agg(substr(p, 10), ' ' order by p), '') from unnest(play.sent()) as p where p like '/orders/7%'
$$;
create function play.add_line(p_number text, p_sku text default 'A', p_quantity integer default 2) returns void language sql as $$
  insert into public.order_items_inbox (order_inbox_id, sku, quantity) select id, p_sku, p_quantity from public.orders_inbox where order_number = p_number
$$;
create function play.in_views() returns text language sql as $$
  select concat_ws(
    ' ', (select string_agg(order_number, ' ' order by order_number) from shipkeeper_report.ghost_orders),
    (select string_agg(order_number, ' ' order by order_number) from shipkeeper_report.orders_without_shipstation_id)
  )
$$;

-- A young one is not counted, asked for, shown or alerted.
update shipkeeper.settings set alert_ghosts = 0;
select play.header_of_age('1', '1 minute 40 seconds'), play.header_of_age('2', '0', p_id => ' ');
select is(play.run(), 'done', 'a cycle meets two headers that are younger');
select is(play.said(), '{}', 'and says nothing');
select is(play.sent(), '{}', 'asks for nothing');
select is(play.figures('{"ghost_orders_found": 0}') ->> 'ghost_orders_found', '0', 'counts none');
select is(play.in_views(), '', 'no view shows them');
select is((select count(*) from shipkeeper.ghost), 0::bigint, 'none is remembered as a ghost');
select is((select count(*) from shipkeeper.first_look), 2::bigint, 'the first look is');
select is((select count(*) from shipkeeper_report.alerts), 0::bigint, 'nobody is alerted');
select is((select count(*) from shipkeeper_report.stale_empty_orders), 0::bigint, 'nor shown as empty for long');

-- The importer's second transaction.
select play.add_line('1'), play.add_line('2');
select play.run();
select is(play.said() || play.sent(), '{}', 'their lines have come: nothing to do');
select is((select count(*) from shipkeeper.first_look), 0::bigint, 'and nothing to remember');
delete from public.orders_inbox;

-- Older by created_at: at once, read in the shop's zone.
select play.header_of_age('3', '2 minutes 2 seconds'), play.answer_order('3', 'awaiting_shipment', play.item('A', 2)), play.run();
select is(play.header('3'), 'awaiting_shipment 2', 'an older one is healed by the cycle that first meets it');

-- What says nothing: the first look counts.
select play.header_of_age('4', null), play.header_of_age('5', '-9 hours');
update public.orders_inbox set created_at = 'infinity' where order_number = '5';
select play.make_ghost('6'), play.make_ghost('7', p_shipstation_id => '');
update public.orders_inbox set created_at = shipkeeper.shop_now() + interval '1 second' where order_number in ('6', '7');
select play.answer_order(n, 'awaiting_shipment', play.item('A', 2)) from unnest(array['4', '5', '6']) as n;
select play.run();
select is(play.asked(), '', 'no time, one to come: not at once');
select play.let_pass('1 minute 58 seconds'), play.run();
select is(play.asked(), '', 'nor a moment before their time');
select play.let_pass('3 seconds');
select is(play.in_views(), '4 5 6 7', 'then the views show them');
select play.run();
select is(play.asked(), '4 5 6', 'and they are asked for, as if nobody knew when they were made: never as young');
select is(play.said() && array['warning: ⚠️ 1 orders with 0 items have no ShipStation id - see shipkeeper_report.orders_without_shipstation_id'], true, 'that without an id is counted');
delete from public.orders_inbox;

-- Another look does not begin the time anew; lines that came and went do.
select play.header_of_age('8', null), play.run(), play.let_pass('90 seconds'), play.run();
select is((select looked_at < clock_timestamp() - interval '80 seconds' from shipkeeper.first_look), true, 'the first look stays the first');
select play.add_line('8'), play.run();
delete from public.order_items_inbox;
select play.run();
select is((select looked_at > clock_timestamp() - interval '10 seconds' from shipkeeper.first_look), true, 'whose lines went is looked at anew');
delete from public.orders_inbox;

-- A shop without the column, with text in it, and with instants.
alter table public.orders_inbox rename column created_at to made_at;
\ir ../../../sql/ghosts/header_age.sql
select play.make_ghost('10');
update public.orders_inbox set made_at = '2020-01-01';
select is(play.in_views(), '', 'no such column: unknown');
alter table public.orders_inbox add column created_at text default '2020-01-01 00:00:00';
\ir ../../../sql/ghosts/header_age.sql
select is(play.in_views(), '', 'a text: unknown, whatever it says');
select play.run(), play.let_pass('2 minutes');
select is(play.in_views(), '10', 'so the first look counts');
delete from public.orders_inbox;
drop view shipkeeper.header_age cascade;
alter table public.orders_inbox drop column created_at;
alter table public.orders_inbox add column created_at timestamptz;
\ir ../../../sql/ghosts/header_age.sql
select play.make_ghost('11');
update public.orders_inbox set created_at = clock_timestamp() - interval '3 minutes';
select is((select created_at from shipkeeper.header_age), (select created_at from public.orders_inbox), 'an instant is what it is, in every zone');

select * from finish();
rollback;
