-- A new order that another unique index of the shop's refuses, or a trigger drops, is refused for that, not as locked by somebody.
begin;
\ir ../prelude.psql
\ir ../sync/remote.psql
select plan(1);
create unique index u on public.orders_inbox (lower(order_number));
insert into public.orders_inbox (order_number, order_date, status, total_items) values ('AB1', '2025-11-01', 'shipped', 2);
select play.remote_order('9', '2025-11-20 10:05', p_more => '{"orderNumber": "ab1"}'), play.walk();
select is(play.refused(), array['ab1: database failure 27000'], 'nobody has it locked');
select * from finish();
rollback;
