-- What needs a person now.
begin;
\ir ../prelude.psql
select plan(10);
select play.keep_sku_rule();
select play.run();

select is_empty('select * from shipkeeper_report.alerts', 'nothing to do: no row');

-- Held orders, by reason.
select play.make_ghost('1', p_shipstation_id => 'x');
select play.make_ghost('2', p_shipstation_id => 'y');
select play.make_ghost('3');
select play.answer_order('3', 'shipped', play.item('A'), play.item('A'));
select play.run();
update shipkeeper.ghost set held_at = '2025-11-03 10:00Z' where order_number = '2';
select set_eq(
  'select severity, alert, subject, remedy from shipkeeper_report.alerts',
  $$
  values ('warning', 'held_orders', '2 orders are held: invalid_id.',
    'Look at shipkeeper_report.held_orders; then shipkeeper_operator.release_order.'),
    ('warning', 'held_orders', '1 order is held: duplicate_sku.',
      'Look at shipkeeper_report.held_orders; then shipkeeper_operator.release_order.')
  $$, 'held orders, a row a reason'
);
select is(
  (select since from shipkeeper_report.alerts where subject like '2 orders%'), '2025-11-03 10:00Z',
  'since the first of them'
);
delete from public.orders_inbox;
select play.run();
select is_empty('select * from shipkeeper_report.alerts', 'no row once they are gone');

-- Stopped cancellations.
update shipkeeper.cancellation_stop set stopped_at = '2025-11-03 10:00Z';
select results_eq(
  'select severity, alert, subject, since, remedy from shipkeeper_report.alerts',
  $$
  values ('critical', 'cancellations_stopped',
    'Too many orders were not found in ShipStation (404): nothing is cancelled until an operator resumes.',
    timestamptz '2025-11-03 10:00Z',
    'See whether the API key is of the right account; then shipkeeper_operator.undo_cancellations and '
    'resume_cancellations.')
  $$, 'stopped cancellations'
);
select shipkeeper_operator.resume_cancellations('well');
select is_empty('select * from shipkeeper_report.alerts', 'no row once resumed');

-- Refused credentials.
select play.make_ghost('4');
select play.answer('4', 401);
select play.run();
select results_eq(
  'select severity, alert, subject, since > clock_timestamp() - interval ''1 minute'', remedy from '
  'shipkeeper_report.alerts',
  $$
  values ('critical', 'credentials_refused', 'ShipStation refused the credentials in the last cycle.', true,
    'Check SHIPSTATION_API_KEY and SHIPSTATION_API_SECRET, and that the plan includes API access.')
  $$, 'refused credentials'
);
-- All three at once.
update shipkeeper.cancellation_stop set stopped_at = '2025-11-03 10:00Z';
update shipkeeper.ghost set held_reason = 'cancelled_again', held_at = clock_timestamp();
select set_eq(
  'select alert from shipkeeper_report.alerts', array['cancellations_stopped', 'held_orders', 'credentials_refused'],
  'all at once'
);
delete from public.orders_inbox;
select play.run();
select is(
  (select count(*) from shipkeeper_report.alerts where alert = 'credentials_refused'), 0::bigint,
  'no row after a cycle that went well'
);
select is((select count(*) from shipkeeper_report.alerts), 1::bigint, 'the stop stays until an operator resumes');

select * from finish();
rollback;
