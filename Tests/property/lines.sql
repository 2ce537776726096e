-- For the property test of lines: what ShipStation has, a runner made of SQL, other programs, and what must hold at the end.
create schema property;

-- An order as ShipStation serves it. wave: when its header comes into the shop.
create table property.served (number integer primary key, wave integer not null, header_status text not null, body text not null);
-- What of it is to be stored, as the maker of the orders knows: one row a line that counts.
create table property.truth (number integer not null, order_item_id bigint not null, sku text not null, quantity integer not null);
-- Calls of put_order_line that were refused: the SKU stands on several lines.
create sequence property.refusals;

create view property.total as
select t.number, t.sku, sum(t.quantity)::integer as units, row_number() over (partition by t.number order by t.sku) as place
from property.truth as t group by t.number, t.sku;

create procedure property.let_in(p_wave integer) language sql as $$
  insert into public.orders_inbox (order_number, order_date, status, shipstation_order_id)
  select 'P' || s.number, '2025-06-01', s.header_status, (900000 + s.number)::text
  from property.served as s where s.wave = p_wave order by s.number;
$$;

-- One whole cycle, each call in a transaction of its own as a runner makes them.
create procedure property.cycle() language plpgsql as $$
declare
  v_cycle bigint;
  v_step record;
begin
  select b.cycle into strict v_cycle
  from shipkeeper_runner.begin_cycle('property', 2, jsonb_build_object('kind', 'run')) as b;
  commit;
  loop
    select n.* into strict v_step from shipkeeper_runner.next_step(v_cycle) as n where n.kind <> 'say';
    commit;
    exit when v_step.kind = 'done';
    if v_step.kind = 'send' then
      perform 1
      from property.served as s
      cross join shipkeeper_runner.accept_response(v_step.request, 200, '', convert_to(s.body, 'UTF8'), null) as a
      where v_step.path = '/orders/' || (900000 + s.number);
      if not found then
        raise exception 'nothing is served at %', v_step.path;
      end if;
      commit;
    end if;
  end loop;
  while exists (select from shipkeeper_runner.finish_cycle(v_cycle) as f where f.kind = 'say') loop
    commit;
  end loop;
  commit;
end
$$;

-- One SKU of one order, with the units that ShipStation has of it, as programs put it before the contract.
create function property.put_old_style(p_number integer, p_place integer) returns void language sql as $$
  insert into public.order_items_inbox (order_inbox_id, sku, quantity)
  select o.id, t.sku, t.units
  from property.total as t
  join public.orders_inbox as o on o.order_number = 'P' || t.number
  where t.number = p_number and t.place = p_place
  on conflict (order_inbox_id, sku) do update set quantity = excluded.quantity;
$$;

-- And as they put it from then on.
create function property.put(p_number integer, p_place integer) returns void language plpgsql as $$
begin
  perform shipkeeper.put_order_line(o.id, t.sku, t.units)
  from property.total as t
  join public.orders_inbox as o on o.order_number = 'P' || t.number
  where t.number = p_number and t.place = p_place;
exception
  when unique_violation then
    perform nextval('property.refusals');
end
$$;

-- Whose the lines of each order are in the end.
create view property.result as
select
  s.number,
  s.header_status,
  o.id,
  o.total_items,
  case
    when l.lines = 0 then 'nobody'
    when l.lines = l.from_shipstation then 'shipstation'
    when l.from_shipstation = 0 then 'program'
    else 'mixed'
  end as owner,
  l.units,
  (select count(*) > count(distinct t.sku) from property.truth as t where t.number = s.number) as repeats_a_sku
from property.served as s
join public.orders_inbox as o on o.order_number = 'P' || s.number
cross join lateral (
  select
    count(*) as lines, count(i.shipstation_order_item_id) as from_shipstation, coalesce(sum(i.quantity), 0) as units
  from public.order_items_inbox as i where i.order_inbox_id = o.id
) as l;

-- What must not be, one row a finding.
create view property.finding as
select 'not the lines of ShipStation' as finding, r.number
from property.result as r
where r.owner = 'shipstation' and (
  exists (
    select i.shipstation_order_item_id, i.sku, i.quantity from public.order_items_inbox as i where i.order_inbox_id = r.id
    except all select t.order_item_id, t.sku, t.quantity from property.truth as t where t.number = r.number
  ) or exists (
    select t.order_item_id, t.sku, t.quantity from property.truth as t where t.number = r.number
    except all
    select i.shipstation_order_item_id, i.sku, i.quantity from public.order_items_inbox as i where i.order_inbox_id = r.id
  )
)
union all
select 'units or total_items are not ShipStation''s', r.number
from property.result as r
where r.owner = 'shipstation'
  and exists (
    select from property.truth as t where t.number = r.number
    having (r.units, r.total_items) is distinct from (sum(t.quantity), sum(t.quantity))
  )
union all
-- A program that came first made the order no ghost: its lines are its own, one a SKU.
select 'not the lines of the program', r.number
from property.result as r
where r.owner = 'program' and exists (
  select i.sku, i.quantity from public.order_items_inbox as i where i.order_inbox_id = r.id
  except all select t.sku, t.units from property.total as t where t.number = r.number
)
union all
select 'lines of two owners', r.number from property.result as r where r.owner = 'mixed'
union all
-- Without lines are the orders that have none to store, and those whose status would make the shop upload them again.
select 'no lines', r.number
from property.result as r
join property.served as s on s.number = r.number
where r.owner = 'nobody'
  and exists (select from property.truth as t where t.number = r.number)
  and not (s.header_status = 'pending' and s.body::jsonb ->> 'orderStatus' = 'on_its_way')
union all
select 'verify: ' || v.finding || ', ' || v.object, null from shipkeeper.verify() as v;
