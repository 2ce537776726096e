-- A shop to write into, and what compares. One row of property.comparison a comparison.
insert into public.orders_inbox (order_number, order_date, status, shipstation_order_id)
select 'S' || n, '2025-06-01', (array['pending', 'awaiting_shipment', 'shipped', 'cancelled', 'on_hold'])[1 + n % 5], n::text
from generate_series(1, 2000) as n;
insert into public.order_items_inbox (order_inbox_id, sku, quantity)
select o.id, '17612', 1 from public.orders_inbox as o where o.id % 3 > 0;

create schema property;
create table property.comparison (
  ghosts bigint not null,
  digest text not null,
  difference text
);

-- The plain form, as a person would write it. Without an id that can be asked for it is no ghost of ours.
create view property.plain_form as
select o.id, o.order_number, o.status, o.shipstation_order_id
from public.orders_inbox as o
left join public.order_items_inbox as i on i.order_inbox_id = o.id
where o.status <> 'shipped' and o.status <> 'cancelled'
group by o.id
having count(i.id) = 0;

create view property.plain_ghosts as
select p.id, p.order_number, p.status, p.shipstation_order_id
from property.plain_form as p
where p.shipstation_order_id is not null and trim(p.shipstation_order_id) <> '';

-- What is in one and not in the other, in words; null: they are the same. Each query: (id, order_number, status, id in ShipStation).
create function property.difference(p_name text, p_ours text, p_plain text) returns text language plpgsql as $$
declare
  v_difference text;
begin
  execute format(
    $sql$
    select string_agg(d.side || ' ' || d.row, '; ')
    from (
      (select 'only in ours:' as side, o::text as row from (%1$s) as o except all select 'only in ours:', p::text from (%2$s) as p)
      union all
      (select 'only in the plain form:', p::text from (%2$s) as p except all select 'only in the plain form:', o::text from (%1$s) as o)
    ) as d
    $sql$, p_ours, p_plain
  ) into v_difference;
  return p_name || ': ' || v_difference;
end
$$;

create procedure property.compare() language plpgsql as $$
begin
  for v_turn in 1..5 loop
    -- One snapshot for all of them; it can be asked for only where a transaction begins.
    commit;
    set transaction isolation level repeatable read;
    insert into property.comparison (ghosts, digest, difference)
    select
      (select count(*) from property.plain_ghosts),
      (select md5(string_agg(p::text, '' order by p.id)) from property.plain_form as p),
      nullif(concat_ws(
        E'\n',
        property.difference(
          'view',
          'select order_inbox_id, order_number, status, shipstation_order_id from shipkeeper.orders_without_lines',
          'select id, order_number, status, case when trim(shipstation_order_id) <> '''' then shipstation_order_id end from property.plain_form'
        ),
        property.difference(
          'function',
          'select order_inbox_id, order_number, status, shipstation_order_id from shipkeeper.detect_ghosts()',
          'select id, order_number, status, case when trim(shipstation_order_id) <> '''' then shipstation_order_id end from property.plain_form'
        ),
        property.difference(
          'report of ghosts',
          'select order_number, status, shipstation_order_id from shipkeeper_report.ghost_orders',
          'select order_number, status, shipstation_order_id from property.plain_ghosts'
        ),
        property.difference(
          'report of those without an id',
          'select order_number, status from shipkeeper_report.orders_without_shipstation_id',
          'select order_number, status from property.plain_form where coalesce(trim(shipstation_order_id), '''') = '''''
        )
      ), '');
    commit;
  end loop;
end
$$;

-- Nobody writes any more: what a cycle remembers, holds and queues.
create procedure property.compare_cycle() language plpgsql as $$
declare
  v_cycle bigint;
begin
  select b.cycle into strict v_cycle
  from shipkeeper_runner.begin_cycle('property', 2, jsonb_build_object('kind', 'run')) as b;
  perform shipkeeper.find_ghosts(v_cycle);
  insert into property.comparison (ghosts, digest, difference)
  select
    s.ghosts,
    'cycle',
    nullif(concat_ws(
      E'\n',
      property.difference(
        'counted',
        'select ghosts::bigint, without_shipstation_id::bigint from shipkeeper.ghost_search',
        'select (select count(*) from property.plain_ghosts), (select count(*) from property.plain_form) '
        '- (select count(*) from property.plain_ghosts)'
      ),
      property.difference(
        'remembered',
        'select order_inbox_id, order_number, shipstation_order_id from shipkeeper.ghost',
        'select id, order_number, shipstation_order_id from property.plain_ghosts'
      ),
      property.difference(
        'held',
        'select order_inbox_id, held_reason from shipkeeper.ghost where held_reason is not null',
        'select p.id, case when p.shipstation_order_id ~ ''^[1-9][0-9]{0,18}$'' then ''duplicate_id'' else ''invalid_id'' end '
        'from property.plain_ghosts as p where p.shipstation_order_id !~ ''^[1-9][0-9]{0,18}$'' '
        'or (select count(*) from public.orders_inbox as o where o.shipstation_order_id = p.shipstation_order_id) > 1'
      ),
      property.difference(
        'queued',
        'select q.order_inbox_id from shipkeeper.ghost_queue as q',
        'select g.order_inbox_id from shipkeeper.ghost as g where g.held_reason is null'
      )
    ), '')
  from shipkeeper.ghost_search as s;
end
$$;
