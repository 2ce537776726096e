create or replace function shipkeeper.page_tables()
returns table (section text, id text, title text, hint text, columns text[], more text)
language sql
immutable
set search_path = pg_catalog, pg_temp
as $$
  values
  (
    'decide', 'units', 'Quantities that differ from ShipStation''s', 'Do not pick these orders before you have compared them.',
    '{Order,Status,#In ShipStation,#Here,@Seen}'::text[], 'unit_differences'
  ),
  (
    'decide', 'conflicts', 'Order numbers that two orders carry',
    'Shipkeeper overwrote neither. Ship neither before you know which is right; the other needs another number.',
    '{Order,+What is the matter,+In ShipStation,+Here,@Since}', 'number_conflicts'
  ),
  (
    'decide', 'approval', 'New lots that wait for your decision',
    'Do not pick these orders before. Tell the database administrator yes or no, and the number under Review.',
    '{Order,+Change,+Why you are asked,@Since,#Review}', 'lot_reviews'
  ),
  (
    'decide', 'lots_held', 'Lots that somebody must look at', 'Open each in ShipStation before it ships.',
    '{Order,+What is the matter,@Since}', 'alerts'
  ),
  (
    'decide', 'held', 'Held orders', 'Shipkeeper leaves each alone until it is put right and released. Look at it before it ships.',
    '{Order,+What is the matter,@Since}', 'held_orders'
  ),
  (
    'decide', 'refused', 'Orders that could not be read from ShipStation',
    'Shipkeeper asks for each again by itself. Correct in ShipStation those that stay.',
    '{Order,+What is wrong with it,@Since,#Attempts,@Next attempt}', 'refused_orders'
  ),
  (
    'orders', 'open', 'Waiting for their products',
    'Shipkeeper asks for these again by itself. Not among them: held ones (listed above) and those without a ShipStation id (below).',
    '{Order,Status,Ordered,#Attempts,+What came of it,@Next attempt}', 'ghost_orders'
  ),
  (
    'orders', 'stale', 'Without products for more than a day',
    'The oldest first. All of them: held ones and those without a ShipStation id, too, which stand apart under "What to do now".',
    '{Order,Status,@Without products since,+What came of it}', 'stale_empty_orders'
  ),
  (
    'orders', 'without_id', 'Without a ShipStation id',
    'Shipkeeper cannot ask for these: have the database administrator enter the id, or cancel the order.',
    '{Order,Status,Ordered}', 'orders_without_shipstation_id'
  ),
  ('lots', 'lots_open', 'Lots that Shipkeeper is looking at', null, '{Order,+Where it stands,@Since,@Next look}', 'lot_reviews'),
  ('lots', 'lot_updates', 'Latest changes of lots', null, '{Order,Product,Lot before,Lot after,+What came of it,@When,By}', 'lot_updates'),
  (
    'figures', 'success', 'How many orders got their products',
    'Of all that Shipkeeper tried, each once, by what came of it last. Failed ones are tried again; held ones wait for a person.',
    '{Time,Share,#Got them,#Failed,#Held}', null
  ),
  (
    'figures', 'units_by_status', 'Quantities here and in ShipStation',
    'All is well where no order differs; those that do are listed above. Two differences can cancel each other out.',
    '{Status,#Orders,#In ShipStation,#Here,#Difference,#Orders that differ}', null
  ),
  (
    'figures', 'days', 'Day by day', null,
    '{Day,#Without products at most,#Left at its end,#Completed,#Runs,#Runs not all done}', null
  ),
  ('runs', 'modes', 'What Shipkeeper may change', null, '{Where,What,+May it?}', null),
  ('runs', 'work', 'Kinds of work', null, '{+Work,Last progress,Has read up to,+Today}', null),
  (
    'runs', 'cycles', 'Last runs', 'Completed: orders that got their products.',
    '{@Started,+How it ended,#Seconds,#Requests,#Completed,#Errors,#Orders seen,Run by}', null
  )
$$;
comment on function shipkeeper.page_tables() is
'The tables of the status page in their order (what the tasks lead to in theirs), each with the section it stands in, '
'what is said above it, its columns (the first tells what a row is about; # a number, @ a time, '
'+ one that is long) and the view of shipkeeper_report that has all of it.';
revoke all on function shipkeeper.page_tables() from public;
