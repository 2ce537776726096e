create or replace function shipkeeper.refuse_spot(
  p_cycle bigint, p_from timestamp without time zone, p_on_from timestamp without time zone, p_reason text,
  p_is_listed boolean default false, p_order_number text default null
)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  -- Met again within a spot that is known: the same order.
  update shipkeeper.refused_order as r
  set reason = p_reason
  where r.shipstation_order_id is null and r.is_listed = p_is_listed and r.list_status is null
    and r.walk_from <= p_from and r.walk_on_from >= p_on_from
    and (p_order_number is null or r.order_number = left(p_order_number, 200));
  if found then
    return;
  end if;

  insert into shipkeeper.refused_order as r (reason, refused_at, next_attempt_at, walk_from, walk_on_from, is_listed, order_number)
  values (
    p_reason, clock_timestamp(), clock_timestamp() + shipkeeper.retry_wait(1), p_from, p_on_from, p_is_listed, left(p_order_number, 200)
  )
  on conflict (walk_on_from, is_listed) where shipstation_order_id is null and list_status is null do update set reason = excluded.reason;
  perform shipkeeper.record_outcome(p_cycle, null, 'sync', null, left(p_order_number, 200), null, 'error', p_reason);
  if p_is_listed then
    perform shipkeeper.say_one_of(
      p_cycle, 'error', 'refused_orders', '❌ Sync: order %s could not be used: %s - it is asked for again by itself',
      coalesce(shipkeeper.printable(p_order_number), format('changed between %s and %s (Pacific)', p_from, p_on_from)), p_reason
    );
    return;
  end if;
  perform shipkeeper.say_one_of(
    p_cycle, 'error', 'refused_orders',
    '❌ Sync: an order changed between %s and %s (Pacific) makes every list fail that holds it: %s - it is passed and asked for again',
    p_from::text, p_on_from::text, p_reason
  );
end
$$;
comment on function shipkeeper.refuse_spot(bigint, timestamp without time zone, timestamp without time zone, text, boolean, text) is
'Keeps where an order lies that makes every page fail and that nobody can read, or (p_is_listed) that is on its page without a usable id: '
'between two changes of others. The walk passes it; it is asked for again at growing intervals. '
'Writes: refused_order, order_outcome, message.';
revoke all on function shipkeeper.refuse_spot(bigint, timestamp without time zone, timestamp without time zone, text, boolean, text)
from public;
