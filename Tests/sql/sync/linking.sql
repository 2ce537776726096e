-- Linking a header by its number: the last look, under its lock, and what becomes of it.
begin;
\ir ../prelude.psql
\ir remote.psql
select plan(33);
create function play.header_with(p_number text, p_status text default 'uploaded', p_id text default null, p_units integer default 2)
returns bigint language sql as $$
  with header as (
    insert into public.orders_inbox (order_number, order_date, status, shipstation_order_id, updated_at)
    values (p_number, '2025-11-03', p_status, p_id, shipkeeper.shop_now() - interval '1 hour') returning id
  )
  insert into public.order_items_inbox (order_inbox_id, sku, quantity) select id, 'A', p_units from header
  returning order_inbox_id
$$;
-- Number, id and status of a header; why it is not linked.
create function play.linked(p_number text) returns text language sql as $$
  select concat_ws(' ', shipstation_order_id, status, shipping_carrier_code) from public.orders_inbox where order_number = p_number
$$;
create function play.conflict(p_number text) returns text language sql as $$
  select concat_ws(', ', c.reason, c.attempts || ' tries') from shipkeeper_report.number_conflicts as c where c.order_number = p_number
$$;

-- An order known by its id proves that the account is the right one.
select play.header_with('9', 'awaiting_shipment', '79');
select play.header_with('1');
select play.remote_orders(9, 9), play.remote_orders(1, 1, 'on_hold');
update play.remote set content = content || '{"carrierCode": "ups"}' where id = 71;
select is(play.walk(), 'done', 'a header without an id');
select is(play.linked('1'), '71 uploaded', 'is linked: its updated_at has moved, so it counts as just uploaded');
select is(
  (select (units, units_here)::text from shipkeeper.seen_order where order_number = '1'), '(2,2)', 'its units are compared'
);
select ok(
  (select updated_at > shipkeeper.shop_now() - interval '1 minute' from public.orders_inbox where order_number = '1'),
  'the shop''s programs see that it changed'
);
update public.orders_inbox set updated_at = updated_at - interval '16 minutes' where order_number = '1';
update shipkeeper.seen_order set apply_at = clock_timestamp() where apply_at is not null;
select play.walk_on();
select is(play.linked('1'), '71 on_hold ups', 'after the uploader''s time the rest follows');
select play.figures_are('{"requests": 1, "orders_updated": 1, "orders_linked": 0}', 'without a request for it');

-- An account that is not proven: a known id came back with another number, or none did.
select play.forget(), play.header_with('2'), play.remote_orders(2, 2);
update public.orders_inbox set order_number = '9b' where order_number = '9';
update public.orders_inbox set order_number = '1b' where order_number = '1';
select play.walk();
select is(play.conflict('2'), 'account_not_proven, 0 tries', 'known ids with other numbers prove nothing');
update public.orders_inbox set order_number = '9' where order_number = '9b';
select play.remote_order('9', '2025-11-20 10:05'), play.walk_on();
select is(play.linked('2'), '72 uploaded', 'with the proof it is linked, without a page that brings it anew');

-- What changes between the page and the answer to the number: the last look decides.
create function play.meanwhile(p_sql text) returns text language plpgsql as $$
declare
  v_cycle bigint;
  v_request bigint;
  v_answer record;
begin
  delete from public.orders_inbox where order_number in ('3', '4');
  perform play.forget();
  perform play.header_with('3');
  perform play.remote_orders(3, 3);
  perform play.sync('full', '2025-11-20 17:30Z');
  v_cycle := play.start('{"kind": "run", "only": ["sync"]}');
  for v_turn in 1 .. 2 loop
    v_request := play.next_request(v_cycle);
    v_answer := play.remote_answer((select r.path from shipkeeper.request as r where r.request_id = v_request));
    if v_turn = 2 then
      execute p_sql;
    end if;
    perform play.hand_over(v_request, v_answer.status, v_answer.body, null, play.date_header());
  end loop;
  perform play.drive(v_cycle), play.end_cycle(v_cycle);
  return concat_ws('; ', play.linked('3'), play.conflict('3'));
end
$$;
select is(play.meanwhile('select'), '73 uploaded', 'nothing: linked');
select is(play.meanwhile(change), result, 'meanwhile: ' || change)
from (
  values
  ('update public.orders_inbox set status = ''failed'' where order_number = ''3''', 'failed; not_uploaded, 1 tries'),
  ('update public.orders_inbox set shipstation_order_id = ''5'' where order_number = ''3''', '5 uploaded; another_id, 1 tries'),
  (
    'update public.order_items_inbox set quantity = 1 where order_inbox_id in (select id from public.orders_inbox where order_number = ''3'')',
    'uploaded; units_differ, 1 tries'
  ),
  ('update public.orders_inbox set updated_at = shipkeeper.shop_now() where order_number = ''3''', 'uploaded; uploaded_recently, 1 tries'),
  ('select play.header_with(''4'', ''awaiting_shipment'', ''73'')', 'uploaded; another_id, 1 tries'),
  ('update public.orders_inbox set order_number = ''3c'' where order_number = ''3''', 'locked, 1 tries'),
  ('delete from public.orders_inbox where order_number like ''3%''', 'locked, 1 tries'),
  ('delete from shipkeeper.number_conflict', 'uploaded')
) as v (change, result);

-- What ShipStation answers.
create function play.answered(p_orders jsonb, p_total integer) returns text language plpgsql as $$
begin
  delete from public.orders_inbox where order_number in ('3', '4');
  perform play.forget();
  perform play.header_with('3');
  insert into play.spoilt_answer (request, status, body)
  values (2, 200, convert_to(jsonb_build_object('orders', p_orders, 'total', p_total)::text, 'UTF8'));
  perform play.walk();
  delete from play.spoilt_answer;
  return concat_ws('; ', play.linked('3'), play.conflict('3'));
end
$$;
select is(play.answered(orders, total), result, 'ShipStation has: ' || place)
from play.remote as r
cross join lateral (
  values
  ('it', jsonb_build_array(r.content), 1, '73 uploaded'), ('none', '[]', 0, 'uploaded; number_not_unique, 1 tries'),
  ('another', jsonb_build_array(r.content || '{"orderId": 74}'), 1, 'uploaded; number_not_unique, 1 tries'),
  ('two', jsonb_build_array(r.content, r.content || '{"orderId": 74}'), 2, 'uploaded; number_not_unique, 1 tries'),
  (
    'it and one whose number starts so', jsonb_build_array(r.content, r.content || '{"orderId": 74, "orderNumber": "3-1"}'), 2,
    '73 uploaded'
  ),
  ('it, with items that cannot be used', jsonb_build_array(r.content || '{"items": 5}'), 1, 'uploaded; number_not_unique, 1 tries'),
  ('it, on a list that goes on', jsonb_build_array(r.content), 2, 'uploaded; list_too_long, 1 tries')
) as v (place, orders, total, result)
where r.id = 73;
-- What was answered stays its answer until it is asked again, at growing intervals.
select play.walk_on();
select is(play.sent()::text, array[(play.sent())[1]]::text, 'asked once, it waits');
update shipkeeper.number_conflict set next_attempt_at = clock_timestamp();
insert into play.spoilt_answer values (2, 503);
select play.walk_on();
select is(play.conflict('3'), 'list_too_long, 2 tries', 'no answer leaves the last one');
select ok(
  (select next_attempt_at > clock_timestamp() + interval '9 minutes' from shipkeeper.number_conflict where order_number = '3'),
  'and waits longer'
);

-- The header is locked already: what the shop's triggers and unique indexes wait for then is not waited for.
create table play.timeout (lock_timeout text not null);
create function play.wait() returns trigger language plpgsql security definer as $$
begin
  if tg_argv[0] = 'raise' then
    raise exception 'locked' using errcode = 'lock_not_available';
  end if;
  insert into play.timeout values (current_setting('lock_timeout'));
  return new;
end
$$;
create trigger refuse before update on public.orders_inbox for each row when (new.order_number = '3') execute function play.wait('raise');
select is(
  play.answered((select jsonb_agg(content) from play.remote where id = 73), 1), 'uploaded; locked, 1 tries', 'what cannot be had at once is no failure'
);
drop trigger refuse on public.orders_inbox;
create trigger refuse before update of shipstation_order_id on public.orders_inbox for each row execute function play.wait('note');
select is(play.answered((select jsonb_agg(content) from play.remote where id = 73), 1), '73 uploaded', 'in peace it is linked');
select is((select lock_timeout from play.timeout), '20ms', 'nor is it waited for longer than others may wait');
drop trigger refuse on public.orders_inbox;

-- The shop refuses.
create function play.refuse() returns trigger language plpgsql as $$
begin
  raise exception 'no';
end
$$;
create trigger refuse before update on public.orders_inbox for each row when (new.order_number = '3') execute function play.refuse();
select is(
  play.answered((select jsonb_agg(content) from play.remote where id = 73), 1), 'uploaded; database failure P0001, 1 tries',
  'a trigger of the shop'
);
drop trigger refuse on public.orders_inbox;

-- Without time or quota it waits.
create temporary table run as select play.start('{"kind": "run", "only": ["sync"]}') as cycle;
select shipkeeper.start_walk(cycle) from run;
update shipkeeper.sync_walk set ended = 'done', is_account_proven = true where cycle_id = (select cycle from run);
update shipkeeper.number_conflict set next_attempt_at = clock_timestamp();
select is(shipkeeper.ask_for_rest(cycle, false), 'more', 'without time it is left for the next cycle') from run;
select is(shipkeeper.ask_for_rest(cycle, true), 'again', 'with it it is asked for') from run;

select * from finish();
rollback;
