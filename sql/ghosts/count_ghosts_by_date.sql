create or replace function shipkeeper.count_ghosts_by_date(p_cycle bigint, p_without_status text)
returns table (order_date date, ghosts bigint, on_day bigint, since bigint)
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
  select
    d.order_date,
    d.ghosts,
    (select count(*) from public.orders_inbox as o where o.order_date = d.order_date),
    -- Days a month apart are never in one list: what lies between is not counted.
    case
      when d.order_date - d.previous <= 31 then (
        select count(*) from public.orders_inbox as o where o.order_date >= d.previous and o.order_date < d.order_date
      )
    end
  from (
    select
      q.order_date,
      count(*) as ghosts,
      lag(q.order_date) over (order by q.order_date) as previous
    from shipkeeper.ghost_queue as q
    join shipkeeper.ghost as g on g.order_inbox_id = q.order_inbox_id
    where q.cycle_id = p_cycle and not g.listed_by_date and q.status is distinct from p_without_status
    group by q.order_date
    order by q.order_date desc
    limit 400
  ) as d
$$;
comment on function shipkeeper.count_ghosts_by_date(bigint, text) is
'The ghosts in the queue by their order_date, those of one status left out, the newest 400 days: how many, how many orders there are '
'here on that day, and how many from the day with ghosts before up to it (null: none, or more than 31 days ago).';
revoke all on function shipkeeper.count_ghosts_by_date(bigint, text) from public;
