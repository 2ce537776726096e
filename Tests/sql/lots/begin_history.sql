-- The history begins at the installation with the statuses found then: what came before is unknown.
begin;
\ir prelude.psql
select plan(7);

alter table public.orders_inbox disable trigger user;
select play.order_on_hold('5' || n, p_status => s)
from unnest(array['on_hold', 'pending', 'awaiting_shipment', 'shipped', 'cancelled']) with ordinality as f (s, n);
alter table public.orders_inbox enable trigger user;
select play.order_on_hold('56');
update shipkeeper.lot_state set history_began_at = null;
select play.run_lots();
select results_eq(
  $$
  select order_number, from_status, to_status from shipkeeper.order_status_history where entry = 'found'
  order by order_status_history_id
  $$,
  $$
  values ('51', null::text, 'on_hold'), ('52', null, 'pending'), ('53', null, 'awaiting_shipment')
  $$, 'the first cycle keeps the statuses of open orders that have no entry yet'
);
select is(
  (select history_began_at > clock_timestamp() - interval '1 minute' from shipkeeper.lot_state), true, 'and when it did'
);
select is(shipkeeper.begin_status_history(), false, 'once');
select play.run_lots();
select is(
  (select count(*) from shipkeeper.order_status_history where entry = 'found'), 3::bigint, 'the next cycle adds nothing'
);
select play.release('51');
update public.orders_inbox set status = 'on_hold' where order_number = '54';
select play.release('54');
update shipkeeper.lot_activation set active_since = '2025-01-01';
update shipkeeper.lot_state set history_began_at = '2025-01-01';
select play.run_lots();
select is(
  array[play.review('51'), play.review('54')], array['approval / awaiting_approval / history_unknown',
    'approval / awaiting_approval / previously_awaiting_shipment'],
  'what was found on hold is not known; what was shipped when the history began was in the warehouse'
);

-- A status changed after the installation and before the first cycle: what it was is known from that change.
alter table public.orders_inbox disable trigger user;
select play.order_on_hold('61');
select play.order_on_hold('62', p_status => 'uploaded');
alter table public.orders_inbox enable trigger user;
update shipkeeper.lot_state set history_began_at = null;
select play.release('61', '62');
update public.orders_inbox set status = 'on_hold' where order_number = '62';
select shipkeeper.begin_status_history();
update shipkeeper.lot_state set history_began_at = '2025-01-01';
select is(
  (
    select array_agg(entry || ' ' || order_number order by order_status_history_id)
    from shipkeeper.order_status_history where order_number in ('61', '62')
  ),
  array['update 61', 'update 62', 'update 62', 'found 61', 'found 62'], 'what has no beginning gets one'
);
select play.release('62');
select play.run_lots();
select is(
  array[play.review('61'), play.review('62')], array['approval / awaiting_approval / history_unknown',
    'approval / awaiting_approval / previously_awaiting_shipment'], 'and counts for what it says'
);

select * from finish();
rollback;
