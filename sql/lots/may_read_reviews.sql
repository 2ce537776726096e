create or replace function shipkeeper.may_read_reviews(p_cycle bigint)
returns boolean
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
  select s.lot_mode = 'off' or (
    select count(*) from shipkeeper.lot_review as r where r.posted_in_cycle = p_cycle
  ) < s.lot_orders_per_cycle and (
    -- A third of what a cycle has time to ask: others wait, and it shall not keep the next one from starting.
    not exists (select from shipkeeper.kinds_of_cycle(p_cycle) as k where k <> 'lots')
    or (
      select count(*)
      from shipkeeper.request as r
      where r.cycle_id = p_cycle and r.work_kind = 'lots' and r.purpose in ('read', 'shipments', 'confirm')
    ) < shipkeeper.review_reads_of_cycle()
  )
  from shipkeeper.settings as s
$$;
comment on function shipkeeper.may_read_reviews(bigint) is
'Whether a cycle may begin with one more review: it has changed fewer orders than lot_orders_per_cycle, and (where it does other work) '
'reading for reviews has taken less than a third of the requests that it has time for.';
revoke all on function shipkeeper.may_read_reviews(bigint) from public;
