create or replace function shipkeeper.open_review(
  p_order_inbox_id bigint, p_order_number text, p_opened_at timestamptz, p_opened_by text,
  p_order_status_history_id bigint default null, p_from_status text default null, p_to_status text default null
)
returns boolean
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  insert into shipkeeper.lot_review (
    order_inbox_id, order_number, order_status_history_id, from_status, to_status, opened_at, opened_by, next_look_at
  )
  values (
    p_order_inbox_id, p_order_number, p_order_status_history_id, p_from_status, p_to_status, p_opened_at, p_opened_by, p_opened_at
  )
  on conflict (order_inbox_id) where state <> 'closed' do nothing;
  return found;
end
$$;
comment on function shipkeeper.open_review(bigint, text, timestamptz, text, bigint, text, text) is
'Opens a review of the lots of an order (orders_inbox.id), due at once. Returns whether it did: not where one is open. Writes: lot_review.';
revoke all on function shipkeeper.open_review(bigint, text, timestamptz, text, bigint, text, text) from public;
