create or replace function shipkeeper.page_word(p_subject text, p_code text)
returns text
language sql
immutable
set search_path = pg_catalog, pg_temp
as $$
  select coalesce((
    select w.words
    from (
      values
      -- After "Order 100533".
      ('held', 'invalid_id', 'has a ShipStation id that cannot be one'),
      ('held', 'duplicate_id', 'has the same ShipStation id as another order'),
      ('held', 'number_differs', 'has another order number in ShipStation'),
      ('held', 'open_under_another_id', 'is open in ShipStation under another id'),
      ('held', 'duplicate_sku', 'has the same product twice and cannot be stored yet'),
      ('held', 'cancellations_stopped', 'was not found in ShipStation, and cancelling is stopped'),
      ('held', 'cancelled_again', 'is not found in ShipStation; it was cancelled for that before, and opened again'),
      ('held', 'held_by_operator', 'is held by a person'),
      ('held', 'lots_unread', 'cannot be read, so nobody knows whether its lots are right'),
      ('ghost', 'error', 'ShipStation''s answer could not be used'),
      ('ghost', 'work_in_progress', 'no products in ShipStation either'),
      ('ghost', 'skipped', 'left alone for the moment'),
      ('ghost', 'held', 'held'),
      ('conflict', 'another_id', 'the number belongs to another order here'),
      ('conflict', 'made_anew', 'the order was made again in ShipStation'),
      ('conflict', 'held_by_operator', 'the order here is held by a person'),
      ('conflict', 'not_uploaded', 'the order here was never sent to ShipStation'),
      ('conflict', 'uploaded_recently', 'the order here was sent to ShipStation just now'),
      ('conflict', 'units_differ', 'the products differ'),
      ('conflict', 'account_not_proven', 'it may be another ShipStation account'),
      ('conflict', 'not_asked_yet', 'not looked at yet'),
      ('conflict', 'number_not_unique', 'several orders in ShipStation have the number'),
      ('conflict', 'list_too_long', 'too many orders in ShipStation begin with the number'),
      ('conflict', 'locked', 'another program keeps the order locked'),
      ('lots', 'mode', 'every change of a lot is to be agreed to'),
      ('lots', 'previously_awaiting_shipment', 'it may have been picked before'),
      ('lots', 'history_unknown', 'nobody knows whether it was picked before'),
      ('lots', 'order_changed', 'the order changed after you agreed'),
      ('lots', 'writes_not_allowed', 'Shipkeeper may not write in ShipStation'),
      ('lots', 'left_awaiting_shipment', 'it is on hold again, or awaits payment'),
      ('lots', 'lot_too_fresh', 'its new lot was made active only just now'),
      ('lots', 'recently_uploaded', 'it was sent to ShipStation only just now'),
      ('lots', 'held_by_operator', 'it is held by a person'),
      ('lots', 'no_active_lot', 'a product of it has no active lot'),
      ('lots', 'ambiguous_active_lot', 'a product of it has several active lots'),
      ('lots', 'would_update', 'trial: nothing was sent'),
      ('lots', 'verified', 'changed in ShipStation'),
      ('lots', 'mismatch', 'differs in ShipStation: look at it'),
      ('cycle', 'done', 'all done'),
      ('cycle', 'incomplete', 'done in part, the rest follows'),
      ('cycle', 'no_progress', 'a kind of work did not get on'),
      ('cycle', 'rate_limited', 'stopped at ShipStation''s limit'),
      ('cycle', 'api_unavailable', 'ShipStation did not answer'),
      ('cycle', 'credentials_refused', 'ShipStation refused the key'),
      ('cycle', 'failed', 'the database failed'),
      ('cycle', 'abandoned', 'broken off'),
      ('cycle', 'busy', 'told to come again later'),
      ('work', 'sync', 'Reading what changed in ShipStation'),
      ('work', 'ghosts', 'Completing orders without products'),
      ('work', 'lots', 'Bringing lots up to date'),
      ('work', 'round', 'Comparing all open orders'),
      ('work', 'upkeep', 'Clearing out old records'),
      -- After a number.
      ('figure', 'backfilled', 'completed'),
      ('figure', 'errors', 'failures'),
      ('figure', 'ghost_orders_found', 'found without products'),
      ('figure', 'ghosts_held', 'left without products and held'),
      ('figure', 'ghosts_most', 'left without products at most'),
      ('figure', 'ghosts_open', 'left without products'),
      ('figure', 'held', 'came to be held'),
      ('figure', 'skipped', 'left alone'),
      ('figure', 'work_in_progress', 'without products in ShipStation either'),
      ('figure', 'lots_awaiting_approval', 'came to wait for a decision'),
      ('figure', 'lots_mismatched', 'differed in ShipStation after their change'),
      ('figure', 'lots_updated', 'changed in ShipStation'),
      ('figure', 'lots_would_update', 'would have been changed, but for the trial'),
      ('figure', 'differences', 'differ from ShipStation'),
      ('figure', 'open_orders_listed', 'open in ShipStation'),
      ('figure', 'orders_imported', 'new here'),
      ('figure', 'orders_linked', 'given their ShipStation id'),
      ('figure', 'orders_refused', 'could not be read'),
      ('figure', 'orders_seen', 'read'),
      ('figure', 'orders_updated', 'brought up to date')
    ) as w (subject, code, words)
    where w.subject = p_subject and w.code = p_code
  ), replace(p_code, '_', ' '))
$$;
comment on function shipkeeper.page_word(text, text) is
'What the status page says in plain words instead of a code that is recorded (why an order is held, what came of an attempt, ...); one '
'that has none here with blanks for its underscores.';
revoke all on function shipkeeper.page_word(text, text) from public;
