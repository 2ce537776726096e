create or replace function shipkeeper.meanings_of_lots()
returns setof shipkeeper.meaning
language sql
immutable
set search_path = pg_catalog, pg_temp
as $$
  values
  ('lots outcome', 'verified', null::text, null::text, 'ShipStation has the new lots.'),
  ('lots outcome', 'current', null, null, 'The order carries the active lots.'),
  ('lots outcome', 'would_update', 'settings_leave_work', null, null),
  ('lots outcome', 'awaiting_approval', 'lots_await_approval', null, null),
  ('lots outcome', 'mismatch', 'lot_mismatches', null, null),
  ('lots outcome', 'held', 'lots_undecided', null, null),
  ('lots outcome', 'skipped', null, null, 'Its reason says whether somebody is needed.'),
  ('lots outcome', 'error', 'lots_postponed', null, null),
  ('lots reason', 'mode', null, null, 'Whoever set lot_mode decided so; approval is asked for as awaiting_approval.'),
  ('lots reason', 'current', null, null, 'The order carries the active lots.'),
  (
    'lots reason', 'unknown_sku', null, null,
    'sku_lot knows no SKU of the order, or it has none: whether a lot is meant nobody can say.'
  ),
  ('lots reason', 'transition_not_allowed', null, null, 'Whoever set lot_transitions decided so.'),
  ('lots reason', 'previously_awaiting_shipment', 'lots_await_approval', null, null),
  ('lots reason', 'history_unknown', 'lots_await_approval', null, null),
  ('lots reason', 'order_changed', 'lots_await_approval', null, null),
  ('lots reason', 'order_gone', null, null, 'There is no order any more.'),
  ('lots reason', 'rejected%', null, null, 'An operator decided so.'),
  ('lots reason', 'released_again', null, null, 'A newer release is reviewed instead.'),
  ('lots reason', 'held_by_operator', null, null, 'The order is held by an operator, which is an alert of its own: held_orders.'),
  (
    'lots reason', 'manual_override', 'lots_undecided',
    'An override from before it was released. Is it to stand: select shipkeeper_operator.set_lot_override(%1$L, ''it keeps its lots''). May '
    'its lots change: select shipkeeper_operator.clear_lot_override(%1$L, ''why''), then select '
    'shipkeeper_operator.open_lot_review(%1$L, ''why'').', null
  ),
  ('lots reason', 'edited_meanwhile', 'lots_postponed', null, null),
  (
    'lots reason', 'not_prepared_in_time', 'lots_undecided',
    'The change of order %1$s took too long to prepare three times: it has very many lines, or the server is slow. Change its lots in '
    'ShipStation by hand, or select shipkeeper_operator.open_lot_review(%1$L, ''once more'').', null
  ),
  (
    'lots reason', 'perhaps_applied', 'lots_undecided',
    'Look at order %1$s in ShipStation: does it carry its new lot? Then select shipkeeper_operator.open_lot_review(%1$L, ''looked at'').', null
  ),
  (
    'lots reason', 'no_shipstation_id', 'lots_undecided',
    'Order %1$s has no ShipStation id, or one that another order has, too: correct orders_inbox.shipstation_order_id, then select '
    'shipkeeper_operator.open_lot_review(%1$L, ''id corrected'').', null
  ),
  ('lots reason', 'left_awaiting_shipment', null, null, 'It is on hold here, or awaits payment: looked at when it awaits shipment again.'),
  ('lots reason', 'recently_uploaded', 'lots_postponed', null, null),
  (
    'lots reason', 'lot_too_fresh', 'lots_postponed',
    'Its active lot is set anew again and again: see in shipkeeper_report.decisions who changes sku_lot, and let it be written only where '
    'it changes.', null
  ),
  (
    'lots reason', 'writes_not_allowed', 'settings_leave_work',
    'Set SHIPSTATION_ALLOW_WRITES=1 for the runner: each order is looked at again within a quarter of an hour. Or select '
    'shipkeeper_operator.change_setting(''lot_mode'', ''dry_run'', ''why'').', null
  ),
  (
    'lots reason', 'dry_run_over', 'settings_leave_work',
    'select shipkeeper_operator.open_lot_review(o.order_number, ''after the dry run'') from (select distinct order_number from '
    'shipkeeper_report.lot_mismatches as m join shipkeeper_report.lot_reviews as r using (order_number) where r.outcome = ''would_update'') '
    'as o; or correct them in ShipStation by hand.', null
  ),
  (
    'lots reason', 'dry_run', 'settings_leave_work',
    'Look at shipkeeper_report.lot_updates; if they are right: select shipkeeper_operator.change_setting(''lot_mode'', ''approval'', '
    '''dry run looked right'').', null
  ),
  (
    'lots reason', 'no_active_lot', 'lots_undecided',
    'A SKU of order %1$s has no active lot: set one active in sku_lot, then select '
    'shipkeeper_operator.open_lot_review(%1$L, ''lot is active'').', null
  ),
  (
    'lots reason', 'ambiguous_active_lot', 'lots_undecided',
    'A SKU of order %1$s has several active lots: leave one active in sku_lot, then select '
    'shipkeeper_operator.open_lot_review(%1$L, ''one lot is active'').', null
  ),
  (
    'lots reason', 'unparseable_sku', 'lots_undecided',
    'A SKU of order %1$s cannot be taken apart into base and lot: correct it in ShipStation, then select '
    'shipkeeper_operator.open_lot_review(%1$L, ''SKU corrected'').', null
  ),
  (
    'lots reason', 'unreadable_line', 'lots_undecided',
    'A line of order %1$s cannot be read, so that nobody knows whether its lot is the active one: look at it in ShipStation, then select '
    'shipkeeper_operator.open_lot_review(%1$L, ''line corrected'').', null
  ),
  (
    'lots reason', 'split_lots', 'lots_undecided',
    'Order %1$s has one SKU with several lots on its lines: correct them in ShipStation by hand, and select '
    'shipkeeper_operator.open_lot_review(%1$L, ''corrected'').', null
  ),
  (
    'lots reason', 'not_updatable', 'lots_undecided',
    'ShipStation does not let order %1$s be changed (it has a label, is merged or split, is not awaiting shipment there, has another number '
    'there, or is not found): look at it there, and change its lots by hand where they must not go out. Then select '
    'shipkeeper_operator.set_lot_override(%1$L, ''looked at''); or, where it may be changed by now, select '
    'shipkeeper_operator.open_lot_review(%1$L, ''mended'').', null
  ),
  (
    'lots reason', 'cannot_be_edited_exactly', 'lots_undecided',
    'Change the lots of order %1$s in ShipStation by hand: its text cannot be changed without touching more; then select '
    'shipkeeper_operator.open_lot_review(%1$L, ''changed by hand'').', null
  ),
  (
    'lots reason', 'refused (%)', 'lots_undecided',
    'ShipStation refused the new lots of order %1$s: look at it there, then select '
    'shipkeeper_operator.open_lot_review(%1$L, ''mended'').', null
  ),
  (
    'lots reason', 'not_applied', 'lots_undecided',
    'ShipStation did not take the new lots of order %1$s in three attempts: change them there by hand, then select '
    'shipkeeper_operator.open_lot_review(%1$L, ''changed by hand'').', null
  )
$$;
comment on function shipkeeper.meanings_of_lots() is 'What the words mean that are recorded of lots: see shipkeeper.meanings.';
revoke all on function shipkeeper.meanings_of_lots() from public;
