create or replace function shipkeeper.hurry_reviews(p_orders bigint[])
returns boolean
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_review shipkeeper.lot_review;
begin
  for v_review in
    select r.* from shipkeeper.lot_review as r where r.order_inbox_id = any(p_orders) and r.state in ('open', 'posted') for update
  loop
    v_review.next_look_at := clock_timestamp();
    if v_review.state = 'posted' then
      -- One look more, in the place of none: what was sent is no older for it.
      v_review.looks := greatest(v_review.looks - 1, 0);
    end if;
    perform shipkeeper.move_review(v_review, 'hurried');
  end loop;
  return found;
end
$$;
comment on function shipkeeper.hurry_reviews(bigint[]) is
'Lets the next cycle look at the open reviews of these orders (orders_inbox.id) instead of later. Returns whether there are any. '
'Writes: what move_review writes.';
revoke all on function shipkeeper.hurry_reviews(bigint[]) from public;
