create or replace function shipkeeper.is_in_disorder(p_orders shipkeeper.laid_order[])
returns boolean
language sql
immutable
set search_path = pg_catalog, pg_temp
as $$
  select exists (
    select
    from (
      select
        t.modify_date,
        max(t.modify_date) over (order by t.place rows between unbounded preceding and 1 preceding) as newest_before
      from unnest(p_orders) as t
      where t.modify_date is not null
    ) as n
    where n.modify_date < n.newest_before and n.modify_date < n.newest_before - case
      -- By instants the clock may go back an hour within the list.
      when shipkeeper.is_repeated_hour(n.modify_date) then interval '1 hour 1 second'
      else interval '1 second'
    end
  )
$$;
comment on function shipkeeper.is_in_disorder(shipkeeper.laid_order[]) is
'Whether the orders of a page are not sorted by modifyDate, ascending: then its last one does not tell how far the walk has come.';
revoke all on function shipkeeper.is_in_disorder(shipkeeper.laid_order[]) from public;
