-- Which lists are worth their requests.
begin;
\ir ../prelude.psql
select plan(28);
update shipkeeper.settings set list_saves_at_least = 1;
create temporary table run as select play.start() as cycle;

-- Days with ghosts, and other orders of some days: '2025-11-01 3+497' is three ghosts among 500 orders.
create function play.days(variadic p_days text[]) returns void language plpgsql as $$
declare
  v_cycle constant bigint := (select cycle from run);
begin
  truncate public.orders_inbox, shipkeeper.ghost, shipkeeper.ghost_queue cascade;
  insert into public.orders_inbox (order_number, order_date, status, shipstation_order_id)
  select
    d.place || '-' || n, d.parts[1]::date, coalesce(d.parts[4], 'uploaded'),
    case when n <= d.parts[2]::integer then d.place || '0' || n end
  from (
    select u.place, regexp_match(u.day, '^(\S+) (\d+)(?:\+(\d+))?(?: (\w+))?$') as parts
    from unnest(p_days) with ordinality as u (day, place)
    -- Once a day, not once an order.
    offset 0
  ) as d
  cross join lateral generate_series(1, d.parts[2]::integer + coalesce(d.parts[3]::integer, 0)) as n;
  insert into shipkeeper.ghost (order_inbox_id, order_number, shipstation_order_id, first_seen_at, next_attempt_at)
  select o.id, o.order_number, o.shipstation_order_id, now(), now() from public.orders_inbox as o where o.shipstation_order_id is not null;
  insert into shipkeeper.ghost_queue (cycle_id, place, order_inbox_id, shipstation_order_id, status, order_date)
  select v_cycle, row_number() over (), o.id, o.shipstation_order_id, o.status, o.order_date
  from public.orders_inbox as o
  where o.shipstation_order_id is not null;
end
$$;
-- The plan by date: requests in all, and the list that saves most.
create function play.plan(p_without_status text default null) returns text language sql as $$
  select p.requests || case
    when p.saves = 0 then ''
    else format(': %s to %s, %s ghosts of %s orders, saves %s', p.first_date, p.last_date, p.ghosts, p.orders, p.saves)
  end
  from run as r, shipkeeper.plan_date_lists(r.cycle, p_without_status) as p
$$;

select is(play.plan(), '0', 'no ghost, no request');
select play.days('2025-11-01 1');
select is(play.plan(), '1', 'one ghost: by itself');
select play.days('2025-11-01 2');
select is(play.plan(), '1: 2025-11-01 to 2025-11-01, 2 ghosts of 2 orders, saves 1', 'two of a day: a list');
select play.days('2025-11-01 2+498');
select is(play.plan(), '1: 2025-11-01 to 2025-11-01, 2 ghosts of 500 orders, saves 1', 'among 500 orders: a page');
select play.days('2025-11-01 2+499');
select is(play.plan(), '2', 'among 501: two pages save nothing');
select play.days('2025-11-01 3+499');
select is(play.plan(), '2: 2025-11-01 to 2025-11-01, 3 ghosts of 502 orders, saves 1', 'three of them: one');
select play.days('2025-11-01 1', '2025-11-02 1');
select is(play.plan(), '1: 2025-11-01 to 2025-11-02, 2 ghosts of 2 orders, saves 1', 'neighbouring days');
select play.days('2025-11-01 1', '2025-11-02 0+600', '2025-11-03 1');
select is(play.plan(), '2', 'orders between them count');
select play.days('2025-10-01 1', '2025-11-01 1');
select is(play.plan(), '1: 2025-10-01 to 2025-11-01, 2 ghosts of 2 orders, saves 1', 'a month apart');
select play.days('2025-09-30 1', '2025-11-01 1');
select is(play.plan(), '2', 'more than 31 days apart: never in one list');
select play.days('2025-01-01 3', '2025-06-01 9+500', '2025-11-01 5');
select is(
  play.plan(), '4: 2025-06-01 to 2025-06-01, 9 ghosts of 509 orders, saves 7', 'of several lists the one that saves most comes first'
);
select play.days('2025-11-01 20+480', '2025-11-02 1+900', '2025-11-03 20+480');
select is(play.plan(), '3: 2025-11-03 to 2025-11-03, 20 ghosts of 500 orders, saves 19', 'a busy day between two lists: by itself');
select play.days('2025-11-01 4', '2025-11-02 4 on_hold');
select is(play.plan('on_hold'), '1: 2025-11-01 to 2025-11-01, 4 ghosts of 4 orders, saves 3', 'those of one status left out');
update shipkeeper.ghost set listed_by_date = true where order_number in ('1-1', '1-2', '2-1');
select is(
  play.plan(), '4: 2025-11-01 to 2025-11-02, 5 ghosts of 8 orders, saves 4', 'ghosts that such a list has not brought before: by themselves'
);

-- Against all plans there are.
create function play.all_plans(p_ghosts integer[], p_others integer[]) returns bigint language sql as $$
  -- Each plan cuts the row of days at some places; each part is a list or single requests.
  select min((
    select sum(least(part.ghosts, greatest((part.orders + 499) / 500, 1)))
    from (
      select sum(p_ghosts[d]) as ghosts, sum(p_ghosts[d] + p_others[d]) as orders
      from (
        select d, (select count(*) from generate_series(2, d) as c where (plan >> (c - 2)) & 1 = 1) as part
        from generate_series(1, cardinality(p_ghosts)) as d
      ) as cut
      group by cut.part
    ) as part
  ))
  from generate_series(0, (1 << (cardinality(p_ghosts) - 1)) - 1) as plan
$$;
create function play.plans_differ(p_cases integer) returns text language plpgsql as $$
declare
  v_ghosts integer[];
  v_others integer[];
begin
  for v_case in 1 .. p_cases loop
    select
      array_agg(1 + floor(random() * random() * 8)::integer order by d), array_agg(floor(random() * random() * 1200)::integer order by d)
    into v_ghosts, v_others
    from generate_series(1, 7) as d;
    perform play.days(variadic array(select format('2025-11-%s %s+%s', 10 + d, v_ghosts[d], v_others[d]) from generate_series(1, 7) as d));
    if split_part(play.plan(), ':', 1)::bigint <> play.all_plans(v_ghosts, v_others) then
      return format('%s %s: %s, not %s', v_ghosts, v_others, play.plan(), play.all_plans(v_ghosts, v_others));
    end if;
  end loop;
  return null;
end
$$;
select setseed(0.5);
select is(play.plans_differ(8), null, 'no plan of all takes fewer requests');

-- By status.
create function play.statuses() returns text language sql as $$
  select string_agg(
    format('%s: %s of %s, %s to %s', s.status, s.ghosts, s.orders, s.first_date, s.last_date), '; ' order by s.status
  )
  from run as r, shipkeeper.count_ghosts_by_status(r.cycle) as s
$$;
select play.days(
  '2025-11-01 2 on_hold', '2025-11-02 0+7 on_hold', '2025-11-03 1 on_hold', '2025-11-04 0+9 on_hold', '2025-11-03 3 awaiting_shipment',
  '2025-11-03 1 awaiting_payment', '2025-11-03 5 uploaded', '2025-11-03 5 pending'
);
select is(
  play.statuses(), 'awaiting_shipment: 3 of 3, 2025-11-03 to 2025-11-03; on_hold: 3 of 10, 2025-11-01 to 2025-11-03',
  'statuses that ShipStation knows, where there is more than one, and the orders of their days'
);
update shipkeeper.ghost set listed_by_status = true where order_number = '5-1';
select is(play.statuses() ~ 'awaiting_shipment: 2 of 3', true, 'ghosts that such a list has not brought before: left out');
select play.days('2024-01-01 9 on_hold', '2025-11-01 2 on_hold');
select is(play.statuses(), 'on_hold: 2 of 2, 2025-11-01 to 2025-11-01', 'those more than 400 days old are few');

-- The choice.
create function play.choice_of(variadic p_days text[]) returns text language plpgsql as $$
begin
  perform play.days(variadic p_days);
  return (
    select case when l.place is null then 'none' else concat_ws(' ', l.order_status, l.first_date, 'to', l.last_date) end
    from run as r, shipkeeper.choose_ghost_list(r.cycle) as l
  );
end
$$;
select is(play.choice_of('2025-11-01 1'), 'none', 'one ghost: none');
select is(
  play.choice_of('2025-11-01 3 on_hold'), '2025-11-01 to 2025-11-01', 'one list by date: by date, which needs no status to be true'
);
select is(
  play.choice_of('2025-08-01 2 on_hold', '2025-09-15 2 on_hold', '2025-10-30 2 on_hold'), 'on_hold 2025-08-01 to 2025-10-30',
  'three lists by date, or one by status: by status'
);
select is(
  play.choice_of('2025-08-01 2 on_hold', '2025-10-30 2 on_hold'), '2025-10-30 to 2025-10-30', 'two by date, or one by status: by date'
);
select is(
  play.choice_of('2025-08-01 2 on_hold', '2025-09-15 2 on_hold', '2025-10-30 2 on_hold', '2025-10-01 0+800 on_hold'),
  '2025-10-30 to 2025-10-30', 'a status with many orders: by date'
);
select is(
  play.choice_of('2025-08-01 2', '2025-09-15 2', '2025-10-30 2'), '2025-10-30 to 2025-10-30',
  'a status that ShipStation does not have: by date'
);
update shipkeeper.settings set list_saves_at_least = 2;
select is(play.choice_of('2025-11-01 2'), 'none', 'a list that saves less than the setting: none');
select is(play.choice_of('2025-11-01 3'), '2025-11-01 to 2025-11-01', 'one that saves as much');
select is((select count(*) from shipkeeper.ghost_list), 6::bigint, 'each list is kept');
select is((select max(place) from shipkeeper.ghost_list), 6, 'in its place');

select * from finish();
rollback;
