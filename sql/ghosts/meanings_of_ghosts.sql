create or replace function shipkeeper.meanings_of_ghosts()
returns setof shipkeeper.meaning
language sql
immutable
set search_path = pg_catalog, pg_temp
as $$
  values
    (
      'ghosts held_reason', 'invalid_id', 'held_orders',
      'update public.orders_inbox set shipstation_order_id = ''its orderId in ShipStation'' where order_number = %1$L: a cycle then asks for it '
      'by itself.', null::text
    ),
    (
      'ghosts held_reason', 'duplicate_id', 'held_orders',
      'Two orders carry the ShipStation id of order %1$s. Is it the wrong one, update public.orders_inbox set shipstation_order_id = ''its '
      'orderId in ShipStation'' where order_number = %1$L. A cycle then asks for both by itself.', null
    ),
    (
      'ghosts held_reason', 'number_differs', 'held_orders',
      'ShipStation''s order with the id of order %1$s has another number: correct shipstation_order_id in orders_inbox, or the number there; '
      'or, if it is this order all the same, select shipkeeper_operator.release_order(%1$L, ''same order'').', null
    ),
    (
      'ghosts held_reason', 'open_under_another_id', 'held_orders',
      'ShipStation does not know the id of order %1$s, and has an open order of that number: is it the same, update '
      'public.orders_inbox set shipstation_order_id = ''the id there'' where order_number = %1$L; else select '
      'shipkeeper_operator.cancel_order(%1$L, ''not in ShipStation'').', null
    ),
    (
      'ghosts held_reason', 'duplicate_sku', 'held_orders',
      'Let a SKU stand on several lines (migrations/migrate up --contract): a cycle then heals it. Or merge the lines of order %1$s in '
      'ShipStation, then select shipkeeper_operator.release_order(%1$L, ''lines merged'').', null
    ),
    (
      'ghosts held_reason', 'cancellations_stopped', 'held_orders',
      'ShipStation does not know order %1$s, and cancellations are stopped: see whether the API key is of the right account, then select '
      'shipkeeper_operator.resume_cancellations(''right key'').', null
    ),
    (
      'ghosts held_reason', 'cancelled_again', 'held_orders',
      'ShipStation does not know order %1$s, whose cancellation was undone before: select '
      'shipkeeper_operator.cancel_order(%1$L, ''not in ShipStation''); or correct its shipstation_order_id in orders_inbox and select '
      'shipkeeper_operator.release_order(%1$L, ''id corrected'').', null
    ),
    (
      'ghosts held_reason', 'held_by_operator', 'held_orders',
      'When its reason is gone: select shipkeeper_operator.release_order(%1$L, ''done'').', null
    ),
    (
      'ghosts outcome', 'work_in_progress', 'stale_empty_orders',
      'Order %1$s has no lines in ShipStation either: give it lines there, or cancel it there.', null
    ),
    (
      'ghosts outcome', 'error', 'stale_empty_orders', null, null
    ),
    (
      'ghosts reason', 'not asked', 'stale_empty_orders',
      'No cycle has come to order %1$s: see in shipkeeper_report.cycles what uses up their requests or time.', null
    ),
    ('ghosts outcome', 'held', 'held_orders', null, null),
    ('ghosts outcome', 'backfilled', null, null, 'It has its lines.'),
    ('ghosts outcome', 'cancelled', null, null, 'It is closed; too many in a day are cancellations_stopped.'),
    ('ghosts outcome', 'skipped', null, null, 'It is no ghost any more, or comes again.'),
    ('ghosts reason', 'healed_or_gone', null, null, 'It is no ghost any more.'),
    ('ghosts reason', 'not_found', null, null, 'It is cancelled; open again or shipped in ShipStation it is cancelled_here_open_there.'),
    (
      'ghosts reason', 'gone', null, null,
      'It is cancelled, as a setting says; open again or shipped in ShipStation it is cancelled_here_open_there.'
    ),
    (
      'ghosts reason', 'shipped_since', 'cancelled_here_open_there',
      'It was not found in ShipStation (404), and has shipped there since. select * from shipkeeper_operator.undo_cancellations(''-infinity'', '
      '''shipped in ShipStation'', %1$L). It gets the status that it had, and where it has no lines the next run asks for it. Or '
      'set orders_inbox.status by hand.', null
    ),
    (
      'ghosts reason', 'shipped_without_lines', 'cancelled_here_open_there',
      'It was not found in ShipStation (404), has shipped there since, and has no lines here. update public.orders_inbox set status = '
      '''awaiting_shipment'' where order_number = %1$L, and the next run asks for it and writes its lines and status.', null
    ),
    (
      'ghosts reason', 'shipped_all_the_same', 'cancelled_here_open_there',
      'Order %1$s has shipped in ShipStation since: update public.orders_inbox set status = ''shipped'' where order_number = %1$L.', null
    ),
    ('ghosts reason', 'operator', null, null, 'An operator cancelled it; open or shipped in ShipStation it is cancelled_here_open_there.'),
    ('ghosts reason', 'merged', null, null, 'Its lines are in the order that took it up.'),
    ('ghosts reason', 'cancelled_in_shipstation', null, null, 'It is cancelled there, too.'),
    ('ghosts reason', 'shipped_without_items', null, null, 'It is shipped there, too.'),
    (
      'ghosts reason', 'recently_uploaded', 'stale_empty_orders',
      'ShipStation does not know order %1$s (404), and the shop marks it as uploaded again and again: look at its uploader, or select '
      'shipkeeper_operator.cancel_order(%1$L, ''not in ShipStation'').', null
    ),
    ('ghosts reason', 'unknown_status_left', 'unknown_statuses', null, null),
    ('ghosts reason', 'too_young', null, null, 'Another program may be about to write its lines: the next cycle looks again.'),
    ('ghosts reason', '%_meanwhile', null, null, 'It comes again, or is no ghost any more.'),
    ('ghosts reason', 'has_lines', null, null, 'It is no ghost any more.'),
    ('ghosts reason', 'order_gone', null, null, 'There is no order any more.'),
    ('ghosts reason', 'shipstation_id_changed', null, null, 'Under another id it is another ghost.')
$$;
comment on function shipkeeper.meanings_of_ghosts() is 'What the words mean that are recorded of ghosts: see shipkeeper.meanings.';
revoke all on function shipkeeper.meanings_of_ghosts() from public;
