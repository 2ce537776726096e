create or replace function shipkeeper_operator.open_lot_review(p_order_number text, p_reason text)
returns bigint
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '5s'
as $$
declare
  v_order record;
begin
  perform 1 from shipkeeper.lease as l for update;
  perform shipkeeper.record_action('open_lot_review', p_reason, jsonb_build_object('order_number', p_order_number));

  select o.id, o.order_number into v_order from public.orders_inbox as o where o.order_number = p_order_number;
  if not found then
    raise exception 'There is no order %.', shipkeeper.printable(p_order_number);
  elsif not shipkeeper.open_review(v_order.id, v_order.order_number, clock_timestamp(), session_user::text) then
    raise exception 'The lots of order % are under review already: shipkeeper_report.lot_reviews says how far that is.',
      shipkeeper.printable(p_order_number);
  end if;
  return (select r.lot_review_id from shipkeeper.lot_review as r where r.order_inbox_id = v_order.id and r.state <> 'closed');
end
$$;
comment on function shipkeeper_operator.open_lot_review(text, text) is
'Has the lots of one order looked at, whatever its status was before; it waits for approval before anything is changed. Returns the '
'review. Error: where the order does not exist, is under review already, or the reason is missing. '
'Writes: operator_action, lot_review.';
revoke all on function shipkeeper_operator.open_lot_review(text, text) from public;
