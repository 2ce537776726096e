create or replace function shipkeeper.page_tasks()
returns table (kind text, list text, title text, task text)
language sql
immutable
set search_path = pg_catalog, pg_temp
as $$
  values
  ('no_cycle', null::text, 'Shipkeeper is not at work', 'Tell whoever runs the server. Until it works again this page shows old figures.'),
  ('no_progress', null, 'A part of the work has stopped', 'Tell whoever runs the server.'),
  ('credentials_refused', null, 'ShipStation refuses our key', 'Make a new key in ShipStation and give it to whoever runs the server.'),
  ('lot_mismatches', 'lots_held', 'Lots in ShipStation are not what was sent', 'Do not ship these orders yet. Correct each in ShipStation.'),
  ('triggers_off', null, 'Releases and lots are not watched', 'Tell the database administrator at once: old lots may go out.'),
  ('cancellations_stopped', null, 'Too many orders were not found in ShipStation', 'Nothing is cancelled now. Is it the right ShipStation account?'),
  ('concerns_unknown', null, 'One of Shipkeeper''s own checks fails', 'Tell the database administrator. Something may be missing here.'),
  ('held_orders', 'held', 'Orders are held and wait for a person', 'Put right what the list says of each, then have it released.'),
  ('stale_empty_orders', 'stale', 'Orders without products for more than a day', 'Has it products in ShipStation? Add them there, or cancel it.'),
  ('orders_without_id', 'without_id', 'Orders without products and without a ShipStation id', 'Find each in ShipStation and have its id entered.'),
  ('many_ghosts', 'open', 'Many orders wait for their products', 'They are asked for by themselves. If it stays so, tell whoever runs the server.'),
  ('unit_mismatches', 'units', 'Quantities here are not those in ShipStation', 'Compare these orders before you pick them, and correct one side.'),
  ('mixed_orders', null, 'Products of an order may stand here twice', 'Compare these orders with ShipStation before you pick them.'),
  ('line_mismatches', null, 'Products here are not those in ShipStation', 'Compare these orders with ShipStation before you pick them.'),
  ('lots_await_approval', 'approval', 'New lots wait for your word', 'Was the old lot picked already? Then have it rejected. If not, approved.'),
  ('lots_undecided', 'lots_held', 'Orders keep their old lots until somebody decides', 'Do not ship them unseen. Put right what the list says.'),
  ('lots_unconfirmed', 'lots_held', 'Have the new lots arrived in ShipStation?', 'Nobody knows. Open each order there before it ships.'),
  ('lots_postponed', 'lots_held', 'Lots could not be looked at for more than a day', 'Open each order in ShipStation before it ships.'),
  ('gone_orders', null, 'Open orders are no longer in ShipStation', 'Do not ship them. Were they deleted there? Then have them cancelled here.'),
  ('merged_orders', null, 'Open orders were merged into others', 'Ship only the order that took them up. Have these cancelled here.'),
  ('number_conflicts', 'conflicts', 'Two orders carry the same number', 'Which is right? Give the other another number, or cancel it.'),
  ('refused_orders', 'refused', 'Orders cannot be taken from ShipStation', 'Open each there and correct what the list says.'),
  ('status_mismatches', null, 'Orders have another status in ShipStation', 'Look at each there, and have the status corrected here.'),
  ('missing_orders', null, 'Orders are open in ShipStation and not here', 'Have each brought in.'),
  ('unknown_statuses', null, 'Orders have a status that is not known here', 'Have their status set by hand.'),
  ('cancelled_here_open_there', null, 'Orders are cancelled here only', 'Are they to be sent? Have them opened again. If not, cancel them in ShipStation.'),
  ('key_expires', null, 'The key for ShipStation must be renewed', 'Make a new key in ShipStation and give it to whoever runs the server.'),
  ('sync_behind', null, 'Shipkeeper is behind ShipStation', 'What you see here is older than usual. If it stays so, tell whoever runs the server.'),
  ('settings_leave_work', null, 'A setting keeps work from being done', 'Decide with the database administrator whether that is still wanted.'),
  ('quota_used_by_others', null, 'Other programs use up ShipStation''s limit', 'Tell whoever runs the shop''s other programs.'),
  ('kpis_refused', null, 'The shop''s figures of the day cannot be written', 'Tell the database administrator.'),
  ('clock_differs', null, 'The server''s clock is wrong', 'Tell whoever runs the server.')
$$;
comment on function shipkeeper.page_tasks() is
'What the status page says of each kind of alert to a person who does not know the database, in the order of the page: which table lists '
'the orders, what is wrong, what to do about it.';
revoke all on function shipkeeper.page_tasks() from public;
