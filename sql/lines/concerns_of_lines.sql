create or replace function shipkeeper.concerns_of_lines()
returns setof shipkeeper.concern
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  -- Who is slower than a day is found by verify(). What is reported stays so until it is mended.
  v_since constant timestamptz := case
    when exists (select from shipkeeper.alert as a where a.kind = 'mixed_orders' and a.ended_at is null) then '-infinity'::timestamptz
    else clock_timestamp() - interval '24 hours'
  end;
  -- From the newest backwards: a day is a few hundred cycles, and the log holds a hundred thousand.
  v_from constant bigint := coalesce(
    (select c.cycle_id from shipkeeper.cycle as c where c.started_at < v_since order by c.cycle_id desc limit 1), 0
  );
  -- Of two owners, as hardly any is: only for those the view is asked, which is long to plan.
  v_mixed constant bigint[] := array(
    select f.id
    from (
      select distinct o.order_inbox_id as id
      from shipkeeper.order_outcome as o
      where o.cycle_id >= v_from and o.recorded_at > v_since and o.outcome in ('backfilled', 'imported')
    ) as f
    -- A value, which is looked up order by order: what is joined may be read whole.
    where (
      select bool_or(i.shipstation_order_item_id is null) and bool_or(i.shipstation_order_item_id is not null)
      from public.order_items_inbox as i
      where i.order_inbox_id = f.id
    )
  );
begin
  if v_mixed = '{}' then
    return;
  end if;
  return query
  select
    'mixed_orders', m.order_number, m.order_number, m.filled_at,
    format(
      'Order %s has %s units from ShipStation, and another program has added %s, which may be the same once more.',
      shipkeeper.printable(m.order_number), m.units_from_shipstation, m.other_units
    ),
    null::text, count(*) over ()
  from unnest(v_mixed) as f (order_inbox_id)
  -- One by one, through the index: joined, all outcomes that are kept would be grouped first.
  cross join lateral (
    select n.* from shipkeeper_report.mixed_orders as n where n.order_inbox_id = f.order_inbox_id offset 0
  ) as m
  order by m.filled_at
  limit 101;
end
$$;
comment on function shipkeeper.concerns_of_lines() is
'What of the lines needs a person: mixed_orders (within a day after Shipkeeper wrote an order''s lines another program has added its own).';
revoke all on function shipkeeper.concerns_of_lines() from public;
