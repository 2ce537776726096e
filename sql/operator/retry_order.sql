create or replace function shipkeeper_operator.retry_order(p_order_number text, p_reason text)
returns text
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '5s'
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_number constant text := shipkeeper.printable(p_order_number);
  v_what text[] := array[]::text[];
begin
  perform 1 from shipkeeper.lease as l for update;
  perform shipkeeper.record_action('retry_order', p_reason, jsonb_build_object('order_number', p_order_number));

  if exists (select from shipkeeper_report.held_orders as h where h.order_number = p_order_number and h.held_reason <> 'lots_unread') then
    raise exception 'Order % is held: shipkeeper_operator.release_order lets it go.', v_number;
  end if;
  update shipkeeper.ghost as g set setbacks = 0, next_attempt_at = v_now where g.order_number = p_order_number;
  if found then
    v_what := v_what || 'its lines'::text;
  end if;
  update shipkeeper.refused_order as r set next_attempt_at = v_now where r.order_number = p_order_number and r.list_status is null;
  if found then
    v_what := v_what || 'an order that could not be used'::text;
  end if;
  update shipkeeper.number_conflict as c
  set next_attempt_at = v_now
  where c.order_number = shipkeeper.plain_text(p_order_number)
    -- Of these nothing is asked, however long they wait.
    and c.reason not in ('another_id', 'units_differ');
  if found then
    v_what := v_what || 'the order that has its number'::text;
  end if;
  if shipkeeper.hurry_reviews(array(
    select r.order_inbox_id
    from shipkeeper.lot_review as r
    where r.order_number = p_order_number and r.state in ('open', 'posted')
  )) then
    v_what := v_what || 'the review of its lots'::text;
  end if;
  if v_what = '{}' then
    raise exception
      'Nothing of order % waits to be asked for: it is no ghost that a cycle has found, nor refused, in conflict or under review.',
      v_number;
  end if;
  return format('The next cycle asks for %s.', array_to_string(v_what, ' and '));
end
$$;
comment on function shipkeeper_operator.retry_order(text, text) is
'Lets the next cycle ask for an order that waits: a ghost, one that could not be used, one in conflict, or the review of its lots. Returns '
'what it will ask for, as a sentence. Error: where nothing of it waits, it is held, or the reason is missing. '
'Writes: ghost, refused_order, number_conflict, operator_action, and what hurry_reviews writes.';
revoke all on function shipkeeper_operator.retry_order(text, text) from public;
