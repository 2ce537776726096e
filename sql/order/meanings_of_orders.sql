create or replace function shipkeeper.meanings_of_orders()
returns setof shipkeeper.meaning
language sql
immutable
set search_path = pg_catalog, pg_temp
as $$
  select m.of_what, m.value, a.kind, m.remedy, m.because
  from (
    values
    -- What is wrong with an order in ShipStation.
    ('order problem', '% is no usable number', null::text, null::text),
    ('order problem', '% is no usable text', null, null),
    ('order problem', '% has a wrong type', null, null),
    ('order problem', '% is out of range', null, null),
    ('order problem', '% missing or no %', null, null),
    ('order problem', '% is no address', null, null),
    ('order problem', 'order holds a NUL', 'Order %1$s holds a NUL in ShipStation: correct its texts there.', null),
    ('order problem', 'the list is empty, but its total is %', null, null),
    ('order problem', 'shared_id', 'Two orders carry the ShipStation id of order %1$s: correct it in orders_inbox.', null),
    (
      'order problem', 'duplicate SKUs, %',
      'Let a SKU stand on several lines (migrations/migrate up --contract), or merge the lines of order %1$s in ShipStation.', null
    ),
    ('order problem', 'an item is no object', null, null),
    ('order problem', 'order is no object', null, null),
    ('order problem', 'quantities add up to more than an integer holds', null, null),
    ('order problem', 'two items have one orderItemId', null, null),
    ('order problem', 'unknown status in ShipStation', 'Order %1$s has a status in ShipStation that is not known here: set its status by hand.', null),
    -- What is wrong with an answer.
    ('order problem', 'answer is %', 'See in shipkeeper_report.requests what is answered for order %1$s: what stands there is no order.', null),
    ('order problem', 'answer holds %', 'Order %1$s holds a character in ShipStation that cannot be read: correct its texts there.', null),
    ('order problem', 'answer larger than 16 MiB', 'Order %1$s is too large in ShipStation: shorten it there.', null),
    ('order problem', 'more than 500 orders begin with %', 'Look for order %1$s in ShipStation, and cancel it by hand if it is not there.', null),
    ('order problem', 'API %', 'ShipStation does not answer for order %1$s: open it there; if it stays, ask ShipStation''s support.', null),
    ('order problem', 'TLS failure', null, null),
    ('order problem', 'connection lost before the answer was complete', null, null),
    ('order problem', 'transport failure', null, null),
    ('order problem', 'no answer', null, null),
    -- What is wrong here.
    (
      'order problem', 'database failure %',
      'The shop''s database refuses to write order %1$s: the code after "database failure" is PostgreSQL''s (appendix A of its manual), the '
      'name after it the constraint; look at the constraints and triggers of orders_inbox and order_items_inbox.', null
    ),
    ('order problem', 'locked', 'A program of the shop keeps order %1$s locked: look at pg_stat_activity for a transaction that stays open.', null),
    ('order problem', 'uploaded just now', 'The shop marks order %1$s as uploaded again and again: look at its uploader.', null),
    ('order problem', 'being worked on', null, null),
    ('order problem', 'changed while it was held', null, null),
    ('order problem', 'changed without a new date', null, null)
  ) as m (of_what, value, remedy, because)
  cross join (values ('refused_orders'), ('stale_empty_orders'), ('lots_postponed')) as a (kind)
$$;
comment on function shipkeeper.meanings_of_orders() is
'What the phrases mean that say why an order could not be used, for whatever it was asked: see shipkeeper.meanings.';
revoke all on function shipkeeper.meanings_of_orders() from public;
