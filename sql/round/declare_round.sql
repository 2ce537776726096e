create or replace function shipkeeper.declare_round()
returns shipkeeper.work_kind
language sql
immutable
set search_path = pg_catalog, pg_temp
as $$
  select row(
    'round', 'run', 40, array[
      ('open_orders_listed', 'orders', 'orders on the lists of what is open in ShipStation', 'sum'),
      ('differences', 'orders', 'orders that the last cycle left standing otherwise here than in ShipStation', 'last'),
      ('errors', 'cycles', 'cycles in which such a list could not be read', 'sum')
    ]::shipkeeper.figure[], '{}'
  )::shipkeeper.work_kind
$$;
comment on function shipkeeper.declare_round() is
'The kind of work round: compares what is open here with what is open in ShipStation, with requests that nothing else needs.';
revoke all on function shipkeeper.declare_round() from public;
