-- Triggers and constraints of the shop that refuse, change or drop what the sync writes: that order alone is left as it was.
begin;
\ir ../prelude.psql
\ir remote.psql
select plan(30);
create function play.refuse() returns trigger language plpgsql as $$
begin
  raise exception 'order of buyer@example.invalid refused' using errcode = 'P0042';
end
$$;
create function play.drop_row() returns trigger language plpgsql as $$
begin
  return null;
end
$$;
create function play.change_row() returns trigger language plpgsql as $$
begin
  if tg_table_name = 'orders_inbox' then
    new.status := 'failed';
  else
    new.quantity := 99;
  end if;
  return new;
end
$$;
create function play.swap_sku() returns trigger language plpgsql as $$
begin
  new.sku := 'C';
  return new;
end
$$;
-- Order 2 lies between a new and a known one. What becomes of it where the shop has this trigger: its header, its lines, why not.
create function play.with_trigger(p_trigger text, p_known boolean) returns text language plpgsql as $$
declare
  v_result text;
begin
  delete from public.orders_inbox;
  delete from play.remote;
  perform play.forget();
  perform play.remote_orders(1, 3, 'on_hold');
  perform play.remote_order('2', '2025-11-20 10:00:20', 'on_hold', array[play.item('B', 2)]);
  insert into public.orders_inbox (order_number, order_date, status, shipstation_order_id, total_items)
  select n, '2025-11-03', 'awaiting_shipment', '7' || n, 1
  from unnest(array['2', '3']) as n
  where n = '3' or p_known;
  insert into public.order_items_inbox (order_inbox_id, sku, quantity, unit_price_cents, shipstation_order_item_id)
  select o.id, r.content #>> '{items,0,sku}', 1, 1000, (r.content #>> '{items,0,orderItemId}')::bigint
  from public.orders_inbox as o
  join play.remote as r on r.id::text = o.shipstation_order_id;
  execute 'create ' || p_trigger;
  perform play.walk();
  v_result := concat_ws('; ', play.header('2'), array_to_string(play.lines('2'), ' '), array_to_string(play.refused(), ', '));
  execute 'drop trigger t on ' || (regexp_match(p_trigger, ' on (\S+)'))[1];
  return v_result || case
    when play.header('1') || play.header('3') || play.watermark() <> 'on_hold 2on_hold 22025-11-20T18:00:30Z' then ' - and costs others'
    else ''
  end;
end
$$;
-- A new order: neither its header nor its lines stay.
select is(play.with_trigger(does, false), '; 2: ' || problem, 'new: ' || does)
from (
  values
  ('trigger t before insert on public.orders_inbox for each row when (new.order_number = ''2'') execute function play.refuse()',
    'database failure P0042'),
  ('trigger t before insert on public.order_items_inbox for each row when (new.sku = ''B'') execute function play.refuse()',
    'database failure P0042'),
  ('constraint trigger t after insert on public.order_items_inbox deferrable initially deferred for each row when (new.sku = ''B'') '
    'execute function play.refuse()', 'database failure P0042'),
  ('trigger t before insert on public.order_items_inbox for each row when (new.sku = ''B'') execute function play.change_row()',
    'database failure 27000'),
  ('trigger t before insert on public.order_items_inbox for each row when (new.sku = ''B'') execute function play.drop_row()',
    'database failure 27000'),
  ('trigger t before update on public.orders_inbox for each row when (new.order_number = ''2'') execute function play.change_row()',
    'database failure 27000'),
  ('trigger t before update on public.orders_inbox for each row when (new.order_number = ''2'') execute function play.drop_row()',
    'database failure 27000'),
  ('trigger t before insert on public.order_items_inbox for each row when (new.sku = ''B'') execute function play.swap_sku()',
    'database failure 27000'),
  ('trigger t before insert on public.orders_inbox for each row when (new.order_number = ''2'') execute function play.drop_row()',
    'database failure 27000')
) as v (does, problem);

-- A known order: header and lines are as they were.
select is(play.with_trigger(does, true), 'awaiting_shipment 1; B||1|1000; 2: ' || problem, 'known: ' || does)
from (
  values
  ('trigger t before update on public.orders_inbox for each row when (new.order_number = ''2'') execute function play.refuse()',
    'database failure P0042'),
  ('trigger t before update on public.orders_inbox for each row when (new.order_number = ''2'') execute function play.change_row()',
    'database failure 27000'),
  ('trigger t before update on public.orders_inbox for each row when (new.order_number = ''2'') execute function play.drop_row()',
    'database failure 27000'),
  ('constraint trigger t after update on public.orders_inbox deferrable initially deferred for each row when (new.order_number = ''2'') '
    'execute function play.refuse()', 'database failure P0042'),
  ('trigger t before update on public.order_items_inbox for each row when (new.sku = ''B'') execute function play.refuse()',
    'database failure P0042'),
  ('trigger t before update on public.order_items_inbox for each row when (new.sku = ''B'') execute function play.change_row()',
    'database failure 27000'),
  ('trigger t before update on public.order_items_inbox for each row when (new.sku = ''B'') execute function play.drop_row()',
    'database failure 27000'),
  ('constraint trigger t after update on public.order_items_inbox deferrable initially deferred for each row when (new.sku = ''B'') '
    'execute function play.refuse()', 'database failure P0042')
) as v (does, problem);

-- What else of a header is written: it must stand, too.
create function play.clear_rest() returns trigger language plpgsql as $$
begin
  case tg_argv[0]
    when 'carrier' then new.shipping_carrier_code := null;
    when 'service' then new.shipping_service_code := null;
    else new.total_amount_cents := null;
  end case;
  return new;
end
$$;
select play.remote_order('2', '2025-11-20 10:00:20', 'awaiting_shipment', array[play.item('B', 2)], '{"carrierCode": "ups", "serviceCode": "ground"}');
create function play.cleared(p_what text) returns text language plpgsql as $$
begin
  update public.orders_inbox set status = 'on_hold';
  execute format('create trigger t before update on public.orders_inbox for each row when (new.order_number = ''2'') '
    'execute function play.clear_rest(%L)', p_what);
  perform play.forget(), play.walk();
  drop trigger t on public.orders_inbox;
  return play.header('2') || '; ' || array_to_string(play.refused(), ', ');
end
$$;
select is(play.cleared(what), 'on_hold 1; 2: database failure 27000', 'a trigger clears the ' || what)
from unnest(array['carrier', 'service', 'total']) as what;

-- A constraint is named, a row never quoted.
delete from public.orders_inbox;
alter table public.order_items_inbox add constraint order_items_inbox_sku_check check (sku <> 'B');
select play.forget(), play.walk();
select is(play.refused(), array['2: database failure 23514 order_items_inbox_sku_check'], 'a constraint');
alter table public.order_items_inbox drop constraint order_items_inbox_sku_check;
select is_empty($$ select message from shipkeeper.message where message like '%buyer%' $$, 'no message quotes what a trigger said');

-- What is written later, without a request, is refused likewise.
create trigger t before update on public.orders_inbox for each row when (new.order_number = '3') execute function play.refuse();
update shipkeeper.seen_order
set order_status = 'shipped', was_applied = false, apply_at = clock_timestamp()
where order_number in ('1', '3');
delete from play.remote;
select play.remote_order('9', '2024-01-01'), play.walk_on();
select is(play.header('1') || '; ' || play.header('3'), 'shipped 2; on_hold 2', 'what is written later costs itself only');
select is((play.refused())[2], '3: database failure P0042', 'it is kept with its reason');
select is((select count(*) from shipkeeper.seen_order where apply_at is not null), 0::bigint, 'and asked for, not tried again and again');

-- The watermark's row: the orders are worked on, and only worked on again.
create trigger t before update on public.sync_watermark for each row when (new.workflow_name = 'shipkeeper')
execute function play.refuse();
select play.remote_order('8', '2025-11-20 10:00:40'), play.walk();
select is(play.header('8'), 'awaiting_shipment 2', 'a watermark that the shop refuses: the orders are worked on');
select ok(play.has_said('warning: ⚠️ Sync: the watermark could not be moved (P0042) - later'), 'it is said');
drop trigger t on public.sync_watermark;
select play.walk_on();
select is(play.watermark(), '2025-11-20T18:00:40Z', 'the next cycle moves it');

-- Refused orders are asked for by themselves, at growing intervals, until the shop takes them.
drop trigger t on public.orders_inbox;
update play.remote set content = content || '{"orderStatus": "shipped"}';
select play.remote_order('3', '2025-11-20 10:00:30', 'shipped', array[play.item('A', 2)]);
delete from shipkeeper.refused_order where order_number = '2';
select play.make_refused_due(), play.sync('full', '2025-11-20 19:30Z');
select play.walk_on();
select is((play.sent())[2], '/orders/73', 'a refused order is asked for by itself');
select is(play.header('3') || array_to_string(play.refused(), ''), 'shipped 2', 'until the shop takes it');

select * from finish();
rollback;
