create or replace function shipkeeper.page_tables()
returns table (section text, id text, title text, hint text, columns text[], more text)
language sql
immutable
set search_path = pg_catalog, pg_temp
as $$
  values
  ('decide', 'held', 'Held orders', 'Nothing is done with them until this is put right.', '{Order,+What is the matter,@Since}'::text[], 'held_orders'),
  ('decide', 'approval', 'New lots that wait for your word', null, '{Order,+Change,+Why you are asked,@Since,#Review}', 'lot_reviews'),
  ('decide', 'lots_held', 'Lots that somebody must look at', null, '{Order,+What is the matter,@Since}', 'alerts'),
  (
    'decide', 'refused', 'Orders that could not be taken from ShipStation', 'Each is asked for again by itself. Look at those that stay.',
    '{Order,+What is wrong with it,@Since,#Attempts,@Next attempt}', 'refused_orders'
  ),
  (
    'decide', 'conflicts', 'Order numbers that two orders carry', 'Nothing was overwritten. One of the two needs another number.',
    '{Order,+What is the matter,+In ShipStation,+Here,@Since}', 'number_conflicts'
  ),
  ('decide', 'units', 'Quantities that differ from ShipStation''s', null, '{Order,Status,#In ShipStation,#Here,@Seen}', 'unit_differences'),
  (
    'orders', 'open', 'Waiting for their products', 'They are asked for by themselves. Held ones and those without an id are not among them.',
    '{Order,Status,Ordered,#Attempts,+What came of it,@Next attempt}', 'ghost_orders'
  ),
  (
    'orders', 'stale', 'Without products for more than a day', 'Held ones and those without a ShipStation id are counted here, too.',
    '{Order,Status,@Without products since,+What came of it}', 'stale_empty_orders'
  ),
  (
    'orders', 'without_id', 'Without a ShipStation id', 'Nobody can ask ShipStation for them: have the id entered, or cancel the order.',
    '{Order,Status,Ordered}', 'orders_without_shipstation_id'
  ),
  ('lots', 'lots_open', 'Lots that Shipkeeper is looking at', null, '{Order,+Where it stands,@Since,@Next look}', 'lot_reviews'),
  ('lots', 'lot_updates', 'Latest changes of lots', null, '{Order,Product,Lot before,Lot after,+What came of it,@When,By}', 'lot_updates'),
  (
    'figures', 'success', 'How many orders got their products', 'Each order counts once, by what came of it last. Failed ones are tried again.',
    '{Time,Success,#Completed,#Failed,#Held}', null
  ),
  (
    'figures', 'units_by_status', 'Quantities here and in ShipStation', 'The difference should be 0.',
    '{Status,#Orders,#In ShipStation,#Here,#Difference,#Orders that differ}', null
  ),
  ('figures', 'days', 'Day by day', null, '{Day,#Without products at most,#Left at its end,#Completed,#Runs,#Of them stopped}', null),
  ('runs', 'modes', 'What Shipkeeper may write', null, '{Where,What,+May it?}', null),
  ('runs', 'work', 'Kinds of work', null, '{+Work,Last got on,Has read up to,+Today}', null),
  ('runs', 'cycles', 'Last runs', null, '{@Started,+How it ended,#Seconds,#Requests,#Completed,#Errors,#Orders seen,Run by}', null)
$$;
comment on function shipkeeper.page_tables() is
'The tables of the status page in their order, each with the section it stands in, what is said above it, its columns (the first tells '
'what a row is about; # a number, @ a time, + one that is long) and the view of shipkeeper_report that has all of it.';
revoke all on function shipkeeper.page_tables() from public;
