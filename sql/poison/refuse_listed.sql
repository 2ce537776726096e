create or replace function shipkeeper.refuse_listed(
  p_cycle bigint, p_round shipkeeper.round, p_orders jsonb, p_laid shipkeeper.laid_order[]
)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_place record;
begin
  if not exists (select from unnest(p_laid) as l where l.shipstation_order_id is null) then
    return;
  end if;
  for v_place in
    select
      n.problem, left(n.order_number, 200) as number, coalesce(n.before, p_round.list_from, '-infinity') as lies_from,
      coalesce(n.after, 'infinity') as lies_to
    from (
      select l.*, max(c.created) over (order by l.place) as before, min(c.created) over (order by l.place desc) as after
      from unnest(p_laid) as l
      cross join lateral (select shipkeeper.pacific_time(p_orders -> (l.place - 1)::integer ->> 'createDate') as created) as c
    ) as n
    where n.shipstation_order_id is null
      -- Of what changed lately the walk has kept the place already.
      and not exists (
        select
        from shipkeeper.refused_order as r
        where r.shipstation_order_id is null and r.is_listed and r.list_status is null
          and n.modify_date between r.walk_from and r.walk_on_from and r.order_number is not distinct from left(n.order_number, 200)
      )
    order by n.place
  loop
    -- Met again about there, by this round or the one before: the same.
    update shipkeeper.refused_order as r
    set
      reason = v_place.problem, list_status = p_round.statuses_left[1], attempts = r.attempts + 1, attempted_at = v_now,
      walk_from = v_place.lies_from, walk_on_from = v_place.lies_to
    where r.shipstation_order_id is null and r.list_status is not null
      and r.walk_from <= v_place.lies_to and r.walk_on_from >= v_place.lies_from and r.order_number is not distinct from v_place.number;
    continue when found;
    insert into shipkeeper.refused_order as r (
      order_number, reason, refused_at, attempted_at, next_attempt_at, walk_from, walk_on_from, is_listed, list_status
    )
    values (
      v_place.number, v_place.problem, v_now, v_now, 'infinity', v_place.lies_from, v_place.lies_to, true, p_round.statuses_left[1]
    );
    perform shipkeeper.record_outcome(p_cycle, null, 'sync', null, v_place.number, null, 'error', v_place.problem);
    perform shipkeeper.say_one_of(
      p_cycle, 'error', 'refused_orders', '❌ Round: order %s could not be used: %s - the next round reads it again',
      coalesce(shipkeeper.printable(v_place.number), format('created between %s and %s (Pacific)', v_place.lies_from, v_place.lies_to)),
      v_place.problem
    );
  end loop;
end
$$;
comment on function shipkeeper.refuse_listed(bigint, shipkeeper.round, jsonb, shipkeeper.laid_order[]) is
'Keeps those elements of a page of the round that are no order, or have no usable orderId, by where they lie: the list, and between which '
'orders'' creation. The next round meets them again, or forgets them (forget_listed). Writes: refused_order, order_outcome, message.';
revoke all on function shipkeeper.refuse_listed(bigint, shipkeeper.round, jsonb, shipkeeper.laid_order[]) from public;
