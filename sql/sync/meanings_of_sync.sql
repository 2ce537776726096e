create or replace function shipkeeper.meanings_of_sync()
returns setof shipkeeper.meaning
language sql
immutable
set search_path = pg_catalog, pg_temp
as $$
  values
  ('sync outcome', 'imported', null::text, null::text, 'It is here now.'),
  ('sync outcome', 'updated', null, null, 'It is up to date.'),
  ('sync outcome', 'linked', null, null, 'It has its ShipStation id now.'),
  ('sync reason', 'open_again', null, null, 'Its cancellation is taken back: it is open, as in ShipStation.'),
  ('sync reason', 'unknown_status_left', 'unknown_statuses', null, null),
  ('sync reason', 'lines', null, null, 'Its lines were brought up to date.'),
  ('sync reason', 'stale', null, null, 'A newer state of it is known.'),
  ('sync outcome', 'error', 'refused_orders', null, null),
  (
    'sync reason', 'no number', 'refused_orders',
    'Look at the order in ShipStation, by its id or among those that changed then, and at its reason in shipkeeper_report.refused_orders. '
    'It is asked for again by itself.', null
  ),
  (
    'sync reason', 'on a list', 'refused_orders',
    'Look among the open orders in ShipStation, by the times of creation in shipkeeper_report.refused_orders: it has no usable id. The next '
    'round reads it again.', null
  ),
  ('sync outcome', 'skipped', null, null, 'Nothing was to be written.'),
  ('sync outcome', 'held', 'held_orders', null, null),
  ('sync reason', 'number_differs', 'held_orders', null, null),
  ('sync outcome', 'cancelled', null, null, 'It is cancelled in ShipStation, too.'),
  (
    'sync conflict', 'another_id', 'number_conflicts',
    'Two orders of ShipStation''s carry the number %1$s: give the one that is not here (id %2$s) another number there, or cancel the one '
    'that is a duplicate.', null
  ),
  (
    'sync conflict', 'made_anew', 'number_conflicts',
    'ShipStation does not know the id of order %1$s here any more, and has an open order of that number (id %2$s): is it the same, update '
    'public.orders_inbox set shipstation_order_id = ''%2$s'' where order_number = %1$L. Is it another: give it another number there, or '
    'cancel it there.', null
  ),
  (
    'sync conflict', 'units_differ', 'number_conflicts',
    'The lines of order %1$s here are not those of ShipStation''s order %2$s: correct the wrong side. Where sync_mode is full the next run '
    'that meets both alike gives it that id; else, is it the same, update public.orders_inbox set shipstation_order_id = ''%2$s'' where '
    'order_number = %1$L.', null
  ),
  (
    'sync conflict', 'number_not_unique', 'number_conflicts',
    'ShipStation has several orders with the number %1$s: give all but one another number there, then select '
    'shipkeeper_operator.retry_order(%1$L, ''numbers corrected'').', null
  ),
  (
    'sync conflict', 'list_too_long', 'number_conflicts',
    'More than 500 orders of ShipStation''s begin with the number %1$s: set orders_inbox.shipstation_order_id by hand, %2$s if it is this one.',
    null
  ),
  (
    'sync conflict', 'held_by_operator', 'number_conflicts',
    'When its reason is gone: select shipkeeper_operator.release_order(%1$L, ''done'').', null
  ),
  (
    'sync conflict', 'not_uploaded', 'number_conflicts',
    'Order %1$s was not uploaded from here, and ShipStation has one with its number (id %2$s): is it the same? Then set '
    'orders_inbox.shipstation_order_id to %2$s by hand.', null
  ),
  (
    'sync conflict', 'uploaded_recently', 'number_conflicts',
    'The shop marks order %1$s as uploaded again and again: look at its uploader. Is ShipStation''s order %2$s the same, update '
    'public.orders_inbox set shipstation_order_id = ''%2$s'' where order_number = %1$L.', null
  ),
  (
    'sync conflict', 'account_not_proven', 'number_conflicts',
    'No order known here by its id has come from ShipStation with its own number yet, so that the API key may be of another account. Is '
    'ShipStation''s order %2$s the same as order %1$s here, update public.orders_inbox set shipstation_order_id = ''%2$s'' where '
    'order_number = %1$L.', null
  ),
  (
    'sync conflict', 'not_asked_yet', 'number_conflicts',
    'A run gives order %1$s here that id by itself only where sync_mode is full, and once an order known here by its id has come with its '
    'own number. Is ShipStation''s order %2$s the same, update public.orders_inbox set shipstation_order_id = ''%2$s'' where order_number = '
    '%1$L.', null
  ),
  (
    'sync conflict', 'locked', 'number_conflicts',
    'A program of the shop keeps order %1$s locked: look at pg_stat_activity for a transaction that stays open.', null
  ),
  (
    'sync conflict', 'database failure %', 'number_conflicts',
    'The shop''s database refuses to write the id %2$s to order %1$s: the code after "database failure" is PostgreSQL''s (appendix A of its '
    'manual); look at the constraints and triggers of orders_inbox.', null
  ),
  (
    'sync units', 'two orders with one id', 'unit_mismatches',
    'Only one order here can be ShipStation''s order %2$s: look which, and take the id from the other one: update public.orders_inbox set '
    'shipstation_order_id = null where order_number = the number of that.', null
  ),
  (
    'sync units', 'closed here', 'unit_mismatches',
    'Order %1$s is closed here: no run writes its lines any more, so delete none. Compare them with those in ShipStation '
    '(shipkeeper_report.unit_differences), and correct quantities and orders_inbox.total_items by hand where they are wrong.', null
  ),
  ('sync problem', '%', 'no_progress', null, null)
$$;
comment on function shipkeeper.meanings_of_sync() is 'What the words mean that are recorded of the sync: see shipkeeper.meanings.';
revoke all on function shipkeeper.meanings_of_sync() from public;
