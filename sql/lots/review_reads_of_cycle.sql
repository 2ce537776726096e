create or replace function shipkeeper.review_reads_of_cycle()
returns numeric
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
  select greatest(3, (
    coalesce(q.request_limit, 40) - least(s.quota_reserve, coalesce(q.request_limit, 40) / 2)
  ) * extract(epoch from s.cycle_budget) / 60 / 3)
  from shipkeeper.settings as s
  cross join shipkeeper.quota as q
$$;
comment on function shipkeeper.review_reads_of_cycle() is
'How many requests of a cycle that does other work, too, may read for reviews: a third of those that it has time for.';
revoke all on function shipkeeper.review_reads_of_cycle() from public;
