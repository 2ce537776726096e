create or replace view shipkeeper.alert_kind as
select k.*
from (
  values
  -- Live: what a cycle cannot say of itself.
  (
    'no_cycle', 'critical', 'cycles', null,
    'Look at shipkeeper_report.cycles, and at the timer and its log.'
  ),
  (
    'no_progress', 'critical', 'requests', null,
    'Look at the log of the runner, and at shipkeeper_report.requests for what was answered.'
  ),
  -- From rows of alert.
  (
    'concerns_unknown', 'critical', 'cycles', null,
    'A function of Shipkeeper''s fails: see in the log of the server what shipkeeper.%2$s() says, mend that or report it. Until then its '
    'alerts stay as they were.'
  ),
  (
    'cancellations_stopped', 'critical', 'cancellations', null,
    'See whether the API key is of the right account; then, where orders were cancelled wrongly, select * from '
    'shipkeeper_operator.undo_cancellations(now() - interval ''1 day'', ''wrong account''), and select '
    'shipkeeper_operator.resume_cancellations(''right key'').'
  ),
  (
    'credentials_refused', 'critical', 'cycles', null,
    'Check SHIPSTATION_API_KEY and SHIPSTATION_API_SECRET (the key may have expired: ShipStation, Settings, Account, API Settings), and '
    'that the plan includes API access; then run `shipkeeper check`, which says whether they are taken.'
  ),
  (
    'key_expires', 'warning', 'settings', null,
    'Make a new key in ShipStation (Settings, Account, API Settings), hand it to the runner, and select '
    'shipkeeper_operator.change_setting(''api_key_expires_on'', ''the new date'', ''new key'').'
  ),
  (
    'held_orders', 'warning', 'held_orders', '%s orders are held.',
    'Look at shipkeeper_report.held_orders; then select shipkeeper_operator.release_order(%1$L, ''why'').'
  ),
  (
    'many_ghosts', 'warning', 'ghost_orders', null,
    'select * from shipkeeper_report.ghost_orders: what became of the last attempts says why.'
  ),
  (
    'orders_without_id', 'warning', 'orders_without_shipstation_id', null,
    'select * from shipkeeper_report.orders_without_shipstation_id; then give each its id: update public.orders_inbox set '
    'shipstation_order_id = ''the orderId in ShipStation'' where order_number = ''its number''; or cancel it: select '
    'shipkeeper_operator.cancel_order(''its number'', ''why'').'
  ),
  (
    'stale_empty_orders', 'warning', 'stale_empty_orders',
    '%s orders with a ShipStation id have had no lines for more than 24 hours.',
    'Look at order %1$s in ShipStation, and at its reason in shipkeeper_report.ghost_orders. It is asked for again by itself; at once '
    'after select shipkeeper_operator.retry_order(%1$L, ''corrected'').'
  ),
  (
    'sync_behind', 'warning', 'progress', null,
    'See in shipkeeper_report.cycles what uses up its requests or its time, and whether another program uses up ShipStation''s limit; '
    'where it is the reserve, select shipkeeper_operator.change_setting(''quota_reserve'', ''4'', ''the sync is behind''), '
    'where it is the time, run the timer more often.'
  ),
  (
    'refused_orders', 'warning', 'refused_orders', '%s orders of ShipStation''s could not be used for more than a day.',
    'Look at the order in ShipStation, and at its reason in shipkeeper_report.refused_orders. It is asked for again by itself; at once '
    'after select shipkeeper_operator.retry_order(%1$L, ''corrected'').'
  ),
  (
    'number_conflicts', 'warning', 'number_conflicts', '%s orders of ShipStation''s carry the number of another order here.',
    'select * from shipkeeper_report.number_conflicts: one of the two orders needs another number, or the header here another id.'
  ),
  (
    'unit_mismatches', 'warning', 'unit_differences', 'Units of %s orders here are not those in ShipStation.',
    'Compare the lines of order %1$s here with those in ShipStation, and correct what is wrong where it is wrong. To have those '
    'in ShipStation here: delete from public.order_items_inbox where order_inbox_id = (select id from public.orders_inbox where '
    'order_number = %1$L and status not in (''shipped'', ''cancelled'')), and the next run writes them anew.'
  ),
  (
    'mixed_orders', 'warning', 'mixed_orders',
    'To %s orders that have their lines from ShipStation another program has added lines of its own.',
    'Compare them: shipkeeper_report.mixed_orders. Where the units stand twice: with gone as (delete from public.order_items_inbox where '
    'order_inbox_id = (select id from public.orders_inbox where order_number = %1$L) and shipstation_order_item_id is null returning 1) '
    'update public.orders_inbox as o set total_items = (select sum(i.quantity) from public.order_items_inbox as i where i.order_inbox_id = '
    'o.id and i.shipstation_order_item_id is not null) where o.order_number = %1$L.'
  ),
  (
    'gone_orders', 'warning', 'order_differences', '%s orders that are open here are not found in ShipStation any more.',
    'See whether it was deleted in ShipStation, and whether the API key is of the right account; then select '
    'shipkeeper_operator.cancel_order(%1$L, ''deleted in ShipStation'').'
  ),
  (
    'merged_orders', 'warning', 'order_differences', '%s orders that are open here were merged into others in ShipStation.',
    'select shipkeeper_operator.cancel_order(%1$L, ''merged in ShipStation'').'
  ),
  (
    'status_mismatches', 'warning', 'order_differences', '%s orders have another status here than in ShipStation.',
    'Look at order %1$s in ShipStation; is it right there, update public.orders_inbox set status = ''the status there'' where '
    'order_number = %1$L. Where many differ, look at the shop''s own sync.'
  ),
  (
    'line_mismatches', 'warning', 'order_differences', '%s orders have other lines here than in ShipStation.',
    'Compare the lines of order %1$s (SKU, units, price, ShipStation''s id of each): shipkeeper_report.order_differences. To have those '
    'in ShipStation here: delete from public.order_items_inbox where order_inbox_id = (select id from public.orders_inbox where '
    'order_number = %1$L and status not in (''shipped'', ''cancelled'')), and the next run writes them anew.'
  ),
  (
    'missing_orders', 'warning', 'order_differences', '%s orders are open in ShipStation and not here.',
    'Bring order %1$s in; or, where such numbers are none of the shop''s, select '
    'shipkeeper_operator.change_setting(''import_order_number_pattern'', ''a pattern for those that are'', ''not ours'').'
  ),
  (
    'unknown_statuses', 'warning', 'order_outcomes', '%s orders have a status in ShipStation that is not known here.',
    'update public.orders_inbox set status = ''the status it should have'' where order_number = %1$L, and ask for a newer Shipkeeper that '
    'knows its status in ShipStation.'
  ),
  (
    'cancelled_here_open_there', 'warning', 'cancellations', '%s orders were cancelled here and are open or shipped in ShipStation.',
    'Is it to be open here, too: select * from shipkeeper_operator.undo_cancellations(''-infinity'', ''open in ShipStation'', %1$L). Else '
    'cancel it in ShipStation.'
  ),
  (
    'lot_mismatches', 'critical', 'lot_reviews', '%s orders differ in ShipStation from what was sent with their new lots.',
    'Mend order %1$s in ShipStation by hand, then select shipkeeper_operator.open_lot_review(%1$L, ''mended'').'
  ),
  (
    'lots_unconfirmed', 'warning', 'lot_reviews',
    '%s lot updates were sent more than an hour ago, and nobody knows yet whether ShipStation took them.',
    'Look at order %1$s in ShipStation: does it carry its new lot? Have it looked at again: select '
    'shipkeeper_operator.retry_order(%1$L, ''look again''); why no look succeeds says shipkeeper_report.requests.'
  ),
  (
    'lots_await_approval', 'warning', 'lot_reviews', '%s lot updates wait for an operator.',
    'Look at shipkeeper_report.lot_reviews; then select shipkeeper_operator.approve_lot_update(%2$s), or '
    'select shipkeeper_operator.reject_lot_update(%2$s, ''why'').'
  ),
  (
    'lots_undecided', 'warning', 'lot_reviews', '%s released orders keep their lots, and nobody has decided that.',
    'Look at shipkeeper_report.lot_reviews; then select shipkeeper_operator.open_lot_review(%1$L, ''mended'').'
  ),
  (
    'lots_postponed', 'warning', 'lot_reviews', 'The lots of %s released orders could not be looked at for more than a day.',
    'Look at the order in ShipStation and at its reason in shipkeeper_report.lot_reviews; then select '
    'shipkeeper_operator.retry_order(%1$L, ''mended'').'
  ),
  (
    'settings_leave_work', 'warning', 'settings', null,
    'select * from shipkeeper_report.settings, and change with shipkeeper_operator.change_setting what leaves it undone.'
  ),
  (
    'quota_used_by_others', 'warning', 'requests', null,
    'Find out which other program of the shop uses up the limit of requests a minute.'
  ),
  (
    'kpis_refused', 'warning', 'daily_figures', null,
    'Look at the triggers and constraints of public.system_kpis, and whether it has its columns ghost_orders_open, ghost_orders_backfilled '
    'and ghost_orders_held: the code after "database failure" is PostgreSQL''s (appendix A of its manual). The next run writes them.'
  ),
  (
    'triggers_off', 'critical', 'lot_mismatches', null,
    'Run migrations/migrate verify: it says for each what to run, and whether another table stands in the place of orders_inbox. Orders '
    'that were released in the meantime have had no review: shipkeeper_report.lot_mismatches shows those with old lots.'
  ),
  (
    'clock_differs', 'warning', 'requests', null,
    'Compare the clock of the database server with another one, and set it (timedatectl, chrony). Where it is right, a proxy between the '
    'runner and ShipStation dates answers wrongly. No order is missed meanwhile; some are asked for more often than they need be.'
  )
) as k (kind, severity, details, many, remedy);
comment on view shipkeeper.alert_kind is
'The kinds of alert. The runbook in the README and the rules for Prometheus have an entry for each.';
comment on column shipkeeper.alert_kind.kind is 'Its name.';
comment on column shipkeeper.alert_kind.severity is 'critical or warning.';
comment on column shipkeeper.alert_kind.details is 'The view of shipkeeper_report that has more of it.';
comment on column shipkeeper.alert_kind.many is
'The sentence where one row stands for more than 100 of the kind; null: there is never more than a handful.';
comment on column shipkeeper.alert_kind.remedy is
'What to do where the reason asks for nothing else: %1$s is the order number, %1$L the same as a literal, %2$s the subject.';
