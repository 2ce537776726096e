create or replace function shipkeeper.page_age(p_age interval)
returns text
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
  select case
    when p_age is null then null
    when a.seconds < 1 then 'less than a second'
    else format('%s %s%s', a.number, a.unit, case when a.number = 1 then '' else 's' end)
  end
  from (
    select s.seconds, floor(s.seconds / u.length) as number, u.unit
    -- A clock may have been ahead.
    from (select greatest(extract(epoch from p_age), 0) as seconds) as s
    cross join (values ('second', 1), ('minute', 60), ('hour', 3600), ('day', 86400)) as u (unit, length)
    -- From two of a unit on: 90 minutes say more than 1 hour.
    where s.seconds >= 2 * u.length or u.length = 1
    order by u.length desc
    limit 1
  ) as a
$$;
comment on function shipkeeper.page_age(interval) is
'A length of time in words for the status page: 40 seconds, 90 minutes, 3 days; null for null.';
revoke all on function shipkeeper.page_age(interval) from public;
