create or replace function shipkeeper.next_review(p_cycle bigint)
returns shipkeeper.lot_review
language sql
volatile
set search_path = pg_catalog, pg_temp
as $$
  select r.*
  from shipkeeper.lot_review as r
  cross join shipkeeper.settings as s
  where r.state not in ('closed', 'approval')
    and r.next_look_at <= clock_timestamp()
    and (
      r.state not in ('open', 'approved')
      or s.lot_mode = 'off'
      or (select count(*) from shipkeeper.lot_review as p where p.posted_in_cycle = p_cycle) < s.lot_orders_per_cycle
    )
  -- What was begun is finished first, above all what was perhaps sent.
  order by r.state = 'posted' desc, r.state in ('read', 'cleared', 'ready') desc, r.next_look_at, r.lot_review_id
  limit 1
  -- A release that a program of the shop has not committed yet is not waited for: it may change everything.
  for update of r skip locked
$$;
comment on function shipkeeper.next_review(bigint) is
'The review to go on with in a cycle; null: none is due, or the cycle has changed as many orders as it may.';
revoke all on function shipkeeper.next_review(bigint) from public;
