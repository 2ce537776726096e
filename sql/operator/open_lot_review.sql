create or replace function shipkeeper_operator.open_lot_review(p_order_number text, p_reason text)
returns bigint
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '5s'
as $$
declare
  v_id bigint;
begin
  perform 1 from shipkeeper.lease as l for update;
  perform shipkeeper.record_action('open_lot_review', p_reason, jsonb_build_object('order_number', p_order_number));

  insert into shipkeeper.lot_review as r (order_inbox_id, order_number, opened_at, opened_by, next_look_at)
  select o.id, o.order_number, clock_timestamp(), session_user, clock_timestamp()
  from public.orders_inbox as o
  where o.order_number = p_order_number
  on conflict (order_inbox_id) where state <> 'closed' do nothing
  returning r.lot_review_id into v_id;
  if v_id is null then
    raise exception 'There is no order %, or its lots are under review already: see shipkeeper_report.lot_reviews.',
      shipkeeper.printable(p_order_number);
  end if;
  return v_id;
end
$$;
comment on function shipkeeper_operator.open_lot_review(text, text) is
'Has the lots of one order looked at, whatever its status was before; it waits for approval before anything is changed. Returns the '
'review. Error: where the order does not exist, is under review already, or the reason is missing. Writes: lot_review, operator_action.';
revoke all on function shipkeeper_operator.open_lot_review(text, text) from public;
