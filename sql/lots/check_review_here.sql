create or replace function shipkeeper.check_review_here(
  p_review shipkeeper.lot_review, out outcome text, out reason text, out look_at timestamptz
)
returns record
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_settings shipkeeper.settings;
  v_status text;
  v_claimed_at timestamptz;
begin
  select s.* into strict v_settings from shipkeeper.settings as s;
  select o.status into v_status from public.orders_inbox as o where o.id = p_review.order_inbox_id;
  outcome := 'skipped';
  if v_settings.lot_mode = 'off' then
    reason := 'mode';
  elsif p_review.order_status_history_id is not null
    and not p_review.from_status || ' -> ' || p_review.to_status = any(v_settings.lot_transitions)
  then
    reason := 'transition_not_allowed';
  elsif v_settings.lot_if_picked = 'refuse'
    and shipkeeper.was_perhaps_picked(p_review, null) = 'previously_awaiting_shipment'
  then
    reason := 'previously_awaiting_shipment';
  elsif v_status is null then
    reason := 'order_gone';
  elsif v_status in ('shipped', 'cancelled') then
    -- Whatever ShipStation says of it, as long as the shop's own sync lags.
    reason := 'not_updatable';
  elsif shipkeeper.is_held_by_operator(p_review.order_inbox_id) then
    reason := 'held_by_operator';
    look_at := clock_timestamp() + interval '1 hour';
  elsif exists (select from public.orders_inbox as o where o.id = p_review.order_inbox_id and o.manual_lot_override) then
    reason := 'manual_override';
  elsif coalesce((
    select o.shipstation_order_id !~ '^[1-9][0-9]{0,18}$' or shipkeeper.is_shared_id(o.shipstation_order_id)
    from public.orders_inbox as o
    where o.id = p_review.order_inbox_id
  ), true) then
    reason := 'no_shipstation_id';
  elsif shipkeeper.is_known_status(v_status) and v_status not in ('awaiting_shipment', coalesce(p_review.to_status, ''))
    -- An operator may have any order looked at.
    and (p_review.order_status_history_id is not null or p_review.approved_digest is not null)
  then
    -- The next release from hold begins anew; of another way back nothing else tells.
    reason := 'left_awaiting_shipment';
    look_at := clock_timestamp() + interval '1 hour';
  else
    select max(h.changed_at) into v_claimed_at
    from shipkeeper.order_status_history as h
    where h.order_inbox_id = p_review.order_inbox_id and h.to_status = 'uploaded';
    if v_claimed_at > clock_timestamp() - v_settings.lot_after_claim then
      reason := 'recently_uploaded';
      look_at := v_claimed_at + v_settings.lot_after_claim;
    else
      outcome := null;
    end if;
  end if;
end
$$;
comment on function shipkeeper.check_review_here(shipkeeper.lot_review) is
'The checks of a review that need no request, in their order: mode, transition_not_allowed, previously_awaiting_shipment (where such '
'are refused), order_gone, not_updatable (shipped or cancelled here), held_by_operator, manual_override, no_shipstation_id, '
'left_awaiting_shipment, recently_uploaded (of these two and held_by_operator look_at says when to look again). outcome null: none stands '
'in the way.';
revoke all on function shipkeeper.check_review_here(shipkeeper.lot_review) from public;
