create or replace function shipkeeper.plan_date_lists(
  p_cycle bigint,
  p_without_status text,
  out requests bigint,
  out first_date date,
  out last_date date,
  out ghosts bigint,
  out orders bigint,
  out saves bigint
)
returns record
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_dates date[];
  v_ghosts bigint[];
  v_on_day bigint[];
  v_since bigint[];
  -- The fewest requests for the first n days, and the day on which the last list of that plan starts; null: single requests.
  v_requests bigint[] := array[]::bigint[];
  v_starts integer[] := array[]::integer[];
  v_before bigint;
  v_list_ghosts bigint;
  v_list_orders bigint;
  v_pages bigint;
  v_start integer;
  v_day integer;
  v_unlisted bigint;
begin
  select count(*) into v_unlisted
  from shipkeeper.ghost_queue as q
  join shipkeeper.ghost as g on g.order_inbox_id = q.order_inbox_id
  where q.cycle_id = p_cycle and g.listed_by_date and q.status is distinct from p_without_status;

  select
    array_agg(d.order_date order by d.order_date),
    array_agg(d.ghosts order by d.order_date),
    array_agg(d.on_day order by d.order_date),
    array_agg(d.since order by d.order_date)
  into v_dates, v_ghosts, v_on_day, v_since
  from shipkeeper.count_ghosts_by_date(p_cycle, p_without_status) as d;

  requests := v_unlisted;
  saves := 0;
  for v_day in 1 .. coalesce(cardinality(v_dates), 0) loop
    v_requests[v_day] := case when v_day > 1 then v_requests[v_day - 1] else 0 end + v_ghosts[v_day];
    v_list_ghosts := 0;
    v_list_orders := 0;
    v_start := v_day;
    loop
      v_list_ghosts := v_list_ghosts + v_ghosts[v_start];
      v_pages := greatest((v_list_orders + v_on_day[v_day] + 499) / 500, 1);
      v_before := case when v_start > 1 then v_requests[v_start - 1] else 0 end;
      if v_pages < v_list_ghosts and v_before + v_pages < v_requests[v_day] then
        v_requests[v_day] := v_before + v_pages;
        v_starts[v_day] := v_start;
      end if;
      -- Too far from the day before to be in one list with it, or already dearer than the days by themselves.
      exit when v_start = 1 or v_since[v_start] is null or v_pages > v_requests[v_day];
      v_list_orders := v_list_orders + v_since[v_start];
      v_start := v_start - 1;
    end loop;
  end loop;
  if v_dates is null then
    return;
  end if;
  requests := requests + v_requests[cardinality(v_dates)];

  -- Back through the plan: the list that saves most.
  v_day := cardinality(v_dates);
  while v_day > 0 loop
    v_start := coalesce(v_starts[v_day], v_day);
    if v_starts[v_day] is not null then
      v_before := case when v_start > 1 then v_requests[v_start - 1] else 0 end;
      v_list_ghosts := (select sum(g)::bigint from unnest(v_ghosts[v_start:v_day]) as g);
      if v_list_ghosts - (v_requests[v_day] - v_before) > saves then
        saves := v_list_ghosts - (v_requests[v_day] - v_before);
        first_date := v_dates[v_start];
        last_date := v_dates[v_day];
        ghosts := v_list_ghosts;
        orders := v_on_day[v_day]
          + coalesce((select sum(s)::bigint from unnest(v_since[v_start + 1:v_day]) as s), 0);
      end if;
    end if;
    v_day := v_start - 1;
  end loop;
end
$$;
comment on function shipkeeper.plan_date_lists(bigint, text) is
'The fewest requests expected to bring the ghosts in the queue, those of one status left out, from lists of consecutive days (500 '
'orders a page, by the orders here) and single requests; and of those lists the one that saves most: its days, ghosts, orders, and the '
'requests it saves (0: no list saves any). Over the days with ghosts: the best plan up to a day is the best up to some day before, and '
'one list over those between.';
revoke all on function shipkeeper.plan_date_lists(bigint, text) from public;
