-- A page and a 404 leave a header that is no ghost yet for the next cycle; what a page said of it is written when its lines are there.
begin;
\ir ../prelude.psql
\ir ../sync/remote.psql
select plan(19);
update shipkeeper.settings set ghost_after = default;
-- The next walks start behind it.
select play.remote_order('9', '2025-11-20 10:30');
create function play.add_lines() returns void language sql as $$
  insert into public.order_items_inbox (order_inbox_id, sku, quantity) select id, 'A', 2 from public.orders_inbox where order_number = '1'
$$;
create function play.age(p_by interval) returns void language sql as $$
  update public.orders_inbox set created_at = created_at - p_by;
  update shipkeeper.seen_order set apply_at = apply_at - p_by
$$;
create function play.new_header() returns void language sql as $$
  delete from public.orders_inbox;
  delete from shipkeeper.first_look;
  select play.forget(), play.make_ghost('1')
$$;

-- heal_only.
select play.remote_orders(1, 1, 'shipped'), play.new_header();
select is(play.walk('heal_only'), 'done', 'a page shows an order whose header was made just now');
select is(play.header('1'), 'awaiting_shipment 0', 'heal_only: it is left');
select is(play.outcome_of('1'), null, 'and nothing became of it');
select play.age('3 minutes'), play.walk('heal_only');
select is(play.header('1'), 'shipped 2', 'three minutes later a page heals it');

-- full: the importer brings its lines.
select play.new_header(), play.walk();
select is(play.header('1'), 'awaiting_shipment 0', 'full: it is left, its status too: closed it would be no ghost');
select ok(apply_at between clock_timestamp() + interval '50 seconds' and clock_timestamp() + interval '60 seconds', 'it is looked at again')
from shipkeeper.seen_order where order_number = '1';
select play.add_lines(), play.walk_on();
select is(play.header('1'), 'awaiting_shipment 0', 'its lines came: not yet');
select play.age('3 minutes'), play.walk_on();
select is(play.header('1'), 'shipped 2', 'then the header is brought up to date, with nothing asked again');
select is(play.lines('1'), '{A||2|}', 'with the importer''s own lines');

-- full: nobody brings any.
select play.new_header(), play.walk(), play.age('3 minutes'), play.walk_on();
select is(play.header('1'), 'awaiting_shipment 0', 'nobody brought lines: its status alone is not written');
select is((select apply_at > clock_timestamp() from shipkeeper.seen_order where order_number = '1'), true, 'it stays put off');
select play.run();
select is(play.header('1'), 'shipped 2', 'as a ghost it is healed');
select is((select s.units_here from shipkeeper.seen_order as s where s.order_number = '1'), 2::bigint, 'its units here are known');
select play.walk_on(), play.walk_on();
select is((select apply_at from shipkeeper.seen_order where order_number = '1'), null, 'and nothing is put off any more');

-- Asked for as a ghost, and none any more when the answer is worked on.
create function play.answered_while_young(p_status integer) returns text language plpgsql as $$
declare
  v_cycle bigint;
  v_request bigint;
begin
  perform play.new_header(), play.age('3 minutes'), play.sync('off');
  v_cycle := play.start();
  v_request := play.next_request(v_cycle);
  update public.orders_inbox set created_at = shipkeeper.shop_now();
  perform play.hand_over(v_request, p_status, convert_to((select content::text from play.remote where id = 71), 'UTF8'));
  v_request := play.next_request(v_cycle);
  -- After a 404 it is asked for by its number.
  if v_request is not null then
    perform play.hand_over(v_request, 200, '{"orders": [], "total": 0}'), play.next_request(v_cycle);
  end if;
  perform play.end_cycle(v_cycle);
  return play.outcome_of('1');
end
$$;
select is(play.answered_while_young(404), 'skipped: too_young', 'a 404');
select is(play.header('1'), 'awaiting_shipment 0', 'cancels nothing');
select is(play.answered_while_young(200), 'skipped: too_young', 'an order');
select is(play.header('1'), 'awaiting_shipment 0', 'heals nothing');
select play.age('3 minutes'), play.run();
select is(play.header('1'), 'shipped 2', 'later it does');

select * from finish();
rollback;
