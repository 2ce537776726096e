create or replace function shipkeeper.page_tasks()
returns table (kind text, list text, title text, task text)
language sql
immutable
set search_path = pg_catalog, pg_temp
as $$
  values
  ('no_cycle', null::text, 'Shipkeeper is not at work', 'Tell whoever runs the server. Until it works again this page shows old figures.'),
  (
    'lot_mismatches', 'lots_held', 'Lots in ShipStation are not what was sent',
    'Do not ship these orders yet. Correct each in ShipStation.'
  ),
  (
    'triggers_off', null, 'Old lots may go out: nothing watches them now',
    'Check the lots of what you ship by hand, and tell the database administrator at once.'
  ),
  (
    'cancellations_stopped', null, 'Too many orders were not found in ShipStation',
    'Nothing is cancelled now. Is it the right ShipStation account? Tell the database administrator.'
  ),
  ('credentials_refused', null, 'ShipStation refuses our key', 'Make a new key in ShipStation and give it to whoever runs the server.'),
  ('no_progress', null, 'A part of the work has stopped', 'Tell whoever runs the server.'),
  ('concerns_unknown', null, 'One of Shipkeeper''s own checks fails', 'Tell the database administrator. Something may be missing here.'),
  (
    'gone_orders', null, 'Open orders are no longer in ShipStation',
    'Do not ship them. Were they deleted there? Then ask the database administrator to cancel them here.'
  ),
  (
    'merged_orders', null, 'Open orders were merged into others',
    'Ship only the order that took them up. Ask the database administrator to cancel these here.'
  ),
  (
    'unit_mismatches', 'units', 'Quantities here are not those in ShipStation',
    'Do not pick these orders yet. Compare both sides, and have the wrong one corrected.'
  ),
  (
    'line_mismatches', null, 'Products here are not those in ShipStation',
    'Do not pick these orders yet. Compare each with ShipStation, and tell the database administrator.'
  ),
  (
    'mixed_orders', null, 'Products of an order may stand here twice',
    'Do not pick these orders yet. Compare each with ShipStation, and tell the database administrator.'
  ),
  (
    'number_conflicts', 'conflicts', 'Two orders carry the same number',
    'Ship neither yet. Which is right? Give the other another number, or cancel it.'
  ),
  (
    'lots_await_approval', 'approval', 'New lots wait for your decision',
    'Do not pick these orders yet. Was the old lot picked already? Then answer no, else yes. '
    'Tell the database administrator your answer and the number under Review.'
  ),
  (
    'lots_undecided', 'lots_held', 'Orders keep their old lots until somebody decides',
    'Do not ship them unseen. Put right what the list says, then tell the database administrator.'
  ),
  ('lots_unconfirmed', 'lots_held', 'Have the new lots arrived in ShipStation?', 'Nobody knows. Open each order there before it ships.'),
  ('lots_postponed', 'lots_held', 'Lots could not be looked at for more than a day', 'Open each order in ShipStation before it ships.'),
  (
    'held_orders', 'held', 'Orders are held and wait for a person',
    'Look at each before it ships. Put right what the list says, then ask the database administrator to release it.'
  ),
  (
    'cancelled_here_open_there', null, 'Orders are cancelled here only',
    'Are they to be sent? Then ask the database administrator to open them again. If not, cancel them in ShipStation.'
  ),
  (
    'status_mismatches', null, 'Orders have another status in ShipStation',
    'Look at each there, and ask the database administrator to correct the status here.'
  ),
  (
    'stale_empty_orders', 'stale', 'Orders without products for more than a day',
    'Open each in ShipStation. Has it no products there? Add them, or cancel it. If it has, tell the database administrator.'
  ),
  (
    'orders_without_id', 'without_id', 'Orders without products and without a ShipStation id',
    'Find each in ShipStation, and ask the database administrator to enter its id here.'
  ),
  ('missing_orders', null, 'Orders are open in ShipStation and not here', 'Ask the database administrator to bring each in.'),
  ('refused_orders', 'refused', 'Orders cannot be read from ShipStation', 'Open each there and correct what the list says.'),
  (
    'many_ghosts', 'open', 'Many orders wait for their products',
    'Shipkeeper asks for them again by itself. If it stays so, tell whoever runs the server.'
  ),
  (
    'unknown_statuses', null, 'Orders have a status that is not known here',
    'Tell the database administrator which status each is to have.'
  ),
  ('key_expires', null, 'The key for ShipStation must be renewed', 'Make a new key in ShipStation and give it to whoever runs the server.'),
  (
    'sync_behind', null, 'Shipkeeper is behind ShipStation',
    'What you see here is older than usual. If it stays so, tell whoever runs the server.'
  ),
  (
    'settings_leave_work', null, 'A setting keeps work from being done',
    'Decide with the database administrator whether that is still wanted.'
  ),
  ('quota_used_by_others', null, 'Other programs use up ShipStation''s limit', 'Tell whoever runs the shop''s other programs.'),
  ('kpis_refused', null, 'The shop''s figures of the day cannot be written', 'Tell the database administrator.'),
  ('clock_differs', null, 'The server''s clock is wrong', 'Tell whoever runs the server.')
$$;
comment on function shipkeeper.page_tasks() is
'What the status page says of each kind of alert to a person who does not know the database, in the order of the page (what may go out '
'wrong before what only waits): which table lists the orders, what is wrong, what to do about it.';
revoke all on function shipkeeper.page_tasks() from public;
