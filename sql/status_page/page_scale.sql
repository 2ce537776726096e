create or replace function shipkeeper.page_scale(p_most numeric)
returns numeric
language sql
immutable
set search_path = pg_catalog, pg_temp
as $$
  select min(m.digit * d.power)
  from (values (1), (2), (4), (6), (8)) as m (digit)
  cross join (select 10::numeric ^ g.n as power from generate_series(0, 18) as g (n)) as d
  where m.digit * d.power >= greatest(p_most, 2)
$$;
comment on function shipkeeper.page_scale(numeric) is
'Where the axis of a plot ends: the next number that is round and half of which is a whole number, 2 at least.';
revoke all on function shipkeeper.page_scale(numeric) from public;
