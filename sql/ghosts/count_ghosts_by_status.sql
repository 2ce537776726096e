create or replace function shipkeeper.count_ghosts_by_status(p_cycle bigint)
returns table (status text, ghosts bigint, first_date date, last_date date, orders bigint)
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
  select
    g.status,
    g.ghosts,
    g.first_date,
    g.last_date,
    (
      select count(*)
      from public.orders_inbox as o
      where o.order_date between g.first_date and g.last_date and o.status = g.status
    )
  from (
    select q.status, count(*) as ghosts, min(q.order_date) as first_date, max(q.order_date) as last_date
    from shipkeeper.ghost_queue as q
    join shipkeeper.ghost as h on h.order_inbox_id = q.order_inbox_id
    where q.cycle_id = p_cycle
      and not h.listed_by_status
      and shipkeeper.is_known_status(q.status)
      -- Older ones are few and spread: counting the orders between them would cost more than they do.
      and q.order_date > (select max(n.order_date) - 400 from shipkeeper.ghost_queue as n where n.cycle_id = p_cycle)
    group by q.status
    having count(*) > 1
  ) as g
$$;
comment on function shipkeeper.count_ghosts_by_status(bigint) is
'The ghosts in the queue by their status here, where ShipStation has such a status, with how many orders a list of it would hold over '
'their days, by the orders here.';
revoke all on function shipkeeper.count_ghosts_by_status(bigint) from public;
