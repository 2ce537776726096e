create or replace function shipkeeper.meanings_of_round()
returns setof shipkeeper.meaning
language sql
immutable
set search_path = pg_catalog, pg_temp
as $$
  values
  ('round what', 'gone', 'gone_orders', null::text, null::text),
  (
    'round what', 'made_anew', 'gone_orders',
    'ShipStation has an open order with the number of order %1$s under another id: do not cancel it here. See the alert number_conflicts of '
    'that number.', null
  ),
  ('round what', 'merged', 'merged_orders', null, null),
  ('round what', 'status', 'status_mismatches', null, null),
  ('round what', 'lines', 'line_mismatches', null, null),
  ('round what', 'not_here', 'missing_orders', null, null),
  (
    'round what', 'number_taken', 'missing_orders',
    'Another order here has the number %1$s (or one that looks the same): give the one that is not here (id %2$s) another number there; or, is '
    'it the same order, set orders_inbox.shipstation_order_id of the one here to %2$s.', null
  ),
  ('round ended', 'done', null, null, 'All were met or asked for.'),
  ('round ended', 'failed', 'no_progress', null, null),
  ('round problem', '%', 'no_progress', null, null)
$$;
comment on function shipkeeper.meanings_of_round() is 'What the words mean that are recorded of a round: see shipkeeper.meanings.';
revoke all on function shipkeeper.meanings_of_round() from public;
