-- One state of an order that comes again: on two pages of a walk, and in the walks after.
begin;
\ir ../prelude.psql
\ir remote.psql
select plan(25);
create function play.shop_says(p_set text) returns void language plpgsql as $$
begin
  execute format('update public.orders_inbox set %s where order_number = ''2''', p_set);
end
$$;
create function play.status() returns text language sql as $$
  select concat_ws(' ', o.status, o.total_amount_cents) from public.orders_inbox as o where o.order_number = '2'
$$;
create function play.change(p_second integer, p_status text) returns void language sql as $$
  select play.remote_order('2', timestamp '2025-11-20 10:00' + p_second * interval '1 second', p_status, array[play.item('A', 2)])
$$;

-- The last order of a page is the first of the next: one that is refused stays refused.
update play.largest_page set orders = 4;
select play.remote_orders(1, 6);
update play.remote set content = content || '{"orderTotal": "x"}' where id = 74;
select play.walk();
select is(play.refused(), array['4: orderTotal has a wrong type'], 'refused on one page, and on the next: kept');
select play.figures_are('{"orders_refused": 1, "orders_imported": 5}', 'and counted once');
select play.walk_on();
select is(play.refused(), array['4: orderTotal has a wrong type'], 'as in the next walk');
select is(play.said(), '{}', 'which says nothing of it');
update play.remote set content = content || '{"orderTotal": 20}' where id = 74;
select play.make_refused_due(), play.walk_on();
select is(
  play.header('4') || array_to_string(play.refused(), ''), 'awaiting_shipment 2', 'mended without a new date: brought in, and forgotten'
);

-- Asked for by itself in the cycle that refused it: it is worked on again, not taken for known.
select play.remote_orders(7, 7);
update shipkeeper.settings set first_retry = '1 second';
-- As if another program held the number at its first tries.
create sequence play.tries;
create function play.refuse_at_first() returns trigger language plpgsql security definer as $$
begin
  if nextval('play.tries') <= tg_argv[0]::bigint then
    raise exception 'held' using errcode = 'lock_not_available';
  end if;
  return new;
end
$$;
create trigger refuse before insert on public.orders_inbox for each row when (new.order_number = '7')
execute function play.refuse_at_first(1);
select play.walk_on();
select is((play.sent())[3], '/orders/77', 'refused because it was locked: asked for by itself at once');
select is(play.header('7') || array_to_string(play.refused(), ''), 'awaiting_shipment 2', 'let go: brought in by the same cycle');
delete from public.orders_inbox where order_number = '7';
drop trigger refuse on public.orders_inbox;
create trigger refuse before insert on public.orders_inbox for each row when (new.order_number = '7')
execute function play.refuse_at_first(5);
select play.walk_on();
select is(play.refused(), array['7: locked'], 'locked still: kept');
drop trigger refuse on public.orders_inbox;
select play.make_refused_due(), play.sync('full', '2025-11-20 19:30Z'), play.walk_on();
select is(play.header('7') || array_to_string(play.refused(), ''), 'awaiting_shipment 2', 'let go: brought in by the next');
update shipkeeper.settings set first_retry = default;

-- What the shop writes is the shop's until ShipStation's order changes.
update play.largest_page set orders = 500;
select play.walk(), play.shop_says('status = ''cancelled''');
select play.walk();
select is(play.status(), 'cancelled 2000', 'a status that the shop has set since: a page that brings nothing new leaves it');
select play.shop_says('total_amount_cents = 5'), play.walk_on();
select is(play.status(), 'cancelled 5', 'a total as well');
select is((select count(*) from unnest(play.said()) as s), 0::bigint, 'and nothing is said');
select play.change(21, 'awaiting_shipment'), play.walk();
select is(play.status(), 'awaiting_shipment 2000', 'its order changes in ShipStation: brought up to date');
select play.shop_says('status = ''on_hold'''), play.walk('heal_only'), play.change(22, 'shipped'), play.walk('heal_only');
select is(play.status(), 'on_hold 2000', 'heal_only: seen, not written');
select play.walk();
select is(play.status(), 'shipped 2000', 'full: what was only seen before is written now');

-- Not yet written: the same page does not forget it.
select play.shop_says('status = ''uploaded'', updated_at = shipkeeper.shop_now()'), play.change(23, 'on_hold'), play.walk();
create temporary table planned as select apply_at from shipkeeper.seen_order where order_number = '2';
select ok((select apply_at > clock_timestamp() + interval '14 minutes' from planned), 'just uploaded: written later');
select play.walk();
select is(
  (select apply_at from shipkeeper.seen_order where order_number = '2'), (select apply_at from planned), 'the same page again: as planned'
);
select play.shop_says('updated_at = shipkeeper.shop_now() - interval ''16 minutes''');
select play.walk();
select is(play.status(), 'on_hold 2000', 'the uploader''s time is over when a page brings it again: written');

-- Older states.
select play.change(10, 'cancelled'), play.walk();
select is(play.status(), 'on_hold 2000', 'an older state writes nothing');
select is((select order_status from shipkeeper.seen_order where order_number = '2'), 'on_hold', 'nor is it remembered');
insert into shipkeeper.refused_order (shipstation_order_id, order_number, reason, refused_at, next_attempt_at)
values ('72', '2', 'no answer', clock_timestamp(), 'infinity');
select play.walk();
select is(play.refused(), array['2: no answer'], 'what was refused of a newer state stays refused');
select play.change(30, 'shipped'), play.walk();
select is(play.status() || array_to_string(play.refused(), ''), 'shipped 2000', 'until that comes');
select is((select count(*) from public.orders_inbox), 7::bigint, 'each order is here once');

-- Many refused orders: the ghosts have their turn, too.
insert into shipkeeper.refused_order (shipstation_order_id, order_number, reason, refused_at, next_attempt_at)
select n::text, 'x' || n, 'no answer', clock_timestamp(), clock_timestamp() - n * interval '1 second' from generate_series(501, 512) as n;
select play.walk_on();
select is(
  (play.sent())[2:], array(select '/orders/' || n from generate_series(512, 503, -1) as n),
  'ten in a cycle are asked for, those due longest first'
);
select play.walk_on();
select is((play.sent())[2:], array['/orders/502', '/orders/501'], 'the others in the next');

select * from finish();
rollback;
