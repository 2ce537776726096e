-- The 404: what it cancels, what it does not, and the brake after the day's limit.
begin;
\ir ../prelude.psql
select plan(43);

-- An order that the uploader has just claimed.
select play.make_ghost('1', 'uploaded');
select play.make_ghost('2', 'uploaded');
select play.make_ghost('3', 'pending');
update public.orders_inbox
set updated_at = clock_timestamp() at time zone 'Etc/UTC' - case order_number when '2' then interval '16 minutes'
  else '14 minutes' end;
select play.answer(n::text, 404) from generate_series(1, 60) as n;
select is(play.run(), 'done', 'the cycle ends well');
select is(play.header('1'), 'uploaded 0', 'uploaded 14 minutes ago: left');
select is(play.outcome_of('1'), 'work_in_progress: recently_uploaded', 'and asked for again later');
select ok(
  'warning: ⚠️ Order 1 not found in ShipStation (404) - uploaded just now, asked again later' = any(play.said()),
  'it says so'
);
select is(play.header('2'), 'cancelled 0', 'uploaded 16 minutes ago: cancelled');
select is(play.header('3'), 'cancelled 0', 'any other status: cancelled, however young');
select results_eq(
  $$
  select order_number, shipstation_order_id, reason, previous_status, undone_at is null
  from shipkeeper.cancellation order by 1
  $$, $$ values ('2', '72', 'not_found', 'uploaded', true), ('3', '73', 'not_found', 'pending', true) $$,
  'the reason and the previous status are kept'
);
select ok(
  (select updated_at > clock_timestamp() at time zone 'Etc/UTC' - interval '1 minute' from public.orders_inbox
    where order_number = '2'),
  'updated_at is set'
);
-- The setting, and the shop's time zone: its columns are read as the shop wrote them, whatever the session says.
update public.orders_inbox set updated_at = clock_timestamp() at time zone 'Pacific/Kiritimati' - interval '14 minutes'
where order_number = '1';
update shipkeeper.settings set shop_time_zone = 'Pacific/Kiritimati';
set local time zone 'America/Los_Angeles';
select play.make_due();
select play.run();
select is(play.header('1'), 'uploaded 0', 'uploaded 14 minutes ago by the shop''s own clock: left');
update shipkeeper.settings set recently_uploaded = '13 minutes';
select play.make_due();
select play.run();
select is(play.header('1'), 'cancelled 0', 'the time is a setting');
set local time zone 'Etc/UTC';
-- A zone whose clocks were put forward by an hour five minutes ago.
update shipkeeper.settings
set
  recently_uploaded = '15 minutes',
  shop_time_zone = format(
    'AAA0BBB,%s/%s,%s/0', to_char(t, '"J"FMDDD'), to_char(t, 'FMHH24:MI:SS'),
    to_char(t + interval '60 days', '"J"FMDDD')
  )
from (select clock_timestamp() - interval '5 minutes' as t) as change;
select play.make_ghost('9', 'uploaded');
update public.orders_inbox set updated_at = clock_timestamp() - interval '10 minutes' where order_number = '9';
select play.answer('9', 404);
select play.run();
select is(play.header('9'), 'uploaded 0', 'uploaded 10 minutes ago, before the clocks were put forward: left');
delete from public.orders_inbox where order_number = '9';
update shipkeeper.settings set recently_uploaded = '13 minutes', shop_time_zone = 'Etc/UTC';

-- Undone: the previous status comes back; a second 404 is a person's.
select results_eq(
  $$ select * from shipkeeper_operator.undo_cancellations('-infinity', 'wrong key') $$,
  $$ values ('1', 'uploaded', 'given back'), ('2', 'uploaded', 'given back'), ('3', 'pending', 'given back') $$,
  'an operator gives the previous status back'
);
select is(play.header('2') || ' ' || play.header('3'), 'uploaded 0 pending 0', 'it is there');
delete from public.orders_inbox where order_number in ('1', '2');
select play.run();
select is(play.header('3'), 'pending 0', 'not found again: not cancelled again');
select is(play.held('3'), 'cancelled_again', 'but held');
select ok(
  'warning: ⚠️ Order 3 not found in ShipStation (404) - held: its cancellation was undone before'
  = any(play.said()), 'it says so'
);
select is(
  (select count(*) from shipkeeper.cancellation where undone_at is null), 0::bigint,
  'and nothing is recorded as cancelled'
);
delete from public.orders_inbox;
delete from shipkeeper.cancellation;

-- Ten in 24 hours; the eleventh stops it.
select play.make_ghost(n::text) from generate_series(11, 22) as n;
select is(play.run(), 'done', 'a cycle over the limit ends well');
select play.figures_are('{"cancelled": 10, "held": 2}', 'ten are cancelled, the others held');
select is(
  play.header('20') || ' ' || play.header('21'), 'cancelled 0 awaiting_shipment 0', 'the eleventh keeps its status'
);
select is(play.held('21'), 'cancellations_stopped', 'and is held');
select is(
  (select array_agg(s order by n) from unnest(play.said()) with ordinality as u (s, n) where n > 11), array[
    'critical: 🚨 CRITICAL: 10 orders cancelled in 24 hours for a 404 - no more is cancelled until an operator resumes',
    'warning: ⚠️ Order 21 not found in ShipStation (404) - held: cancellations are stopped',
    'warning: ⚠️ Order 22 not found in ShipStation (404) - held: cancellations are stopped',
    'info: 👻 Ghost order backfill: 0 fixed, 0 WIP, 0 errors, 10 cancelled, 2 held'
  ], 'it alerts once'
);
select set_eq(
  'select severity, alert from shipkeeper_report.alerts',
  $$ values ('critical', 'cancellations_stopped'), ('warning', 'held_orders') $$, 'it shows as an alert'
);

-- Neither time nor other orders open it again: an operator does.
update shipkeeper.cancellation set cancelled_at = cancelled_at - interval '25 hours';
select play.make_ghost('23');
select play.make_ghost('24');
select play.answer_order('24', 'shipped', play.item('A'));
select play.run();
select is(play.held('23'), 'cancellations_stopped', 'a day later: still stopped');
select is(play.header('24'), 'shipped 1', 'what is found is healed as ever');
select play.run();
select is(play.sent(), '{}', 'what is held is not asked for');

select is(shipkeeper_operator.resume_cancellations('the key is right'), 3, 'resuming releases the held ones');
select is(play.run(), 'done', 'the next cycle ends well');
select is((select count(*) from shipkeeper_report.alerts), 0::bigint, 'and ends the alerts');
select play.figures_are('{"cancelled": 3, "held": 0}', 'it asks for them and cancels them');

-- The count starts anew at the resuming, and forgets what is older than 24 hours.
update shipkeeper.cancellation set cancelled_at = clock_timestamp() - interval '23 hours';
select play.make_ghost(n::text) from generate_series(31, 33) as n;
select play.run();
select play.figures_are('{"cancelled": 3, "held": 0}', 'what was cancelled before the resuming does not count');
update shipkeeper.cancellation_stop set resumed_at = '-infinity';
select play.make_ghost('34');
select play.run();
select is(play.held('34'), 'cancellations_stopped', 'without a resuming it counts, for 24 hours');
update shipkeeper.cancellation set cancelled_at = clock_timestamp() - interval '25 hours';
select shipkeeper_operator.resume_cancellations('a quiet day');
update shipkeeper.cancellation_stop set resumed_at = '-infinity';
select play.run();
select is(play.header('34'), 'cancelled 0', 'and not for longer');

-- Orders that ShipStation itself cancelled do not count.
update shipkeeper.cancellation set reason = 'cancelled_in_shipstation', cancelled_at = clock_timestamp();
select play.make_ghost('35');
select play.run();
select is(play.header('35'), 'cancelled 0', 'orders cancelled in ShipStation do not count');
update shipkeeper.cancellation set reason = 'not_found';

-- Those undone do: they were cancelled by mistake, which is what the limit is for.
update shipkeeper.cancellation set undone_at = clock_timestamp(), undone_by = 'x', undone_reason = 'x';
select play.make_ghost('36');
select play.run();
select is(play.held('36'), 'cancellations_stopped', 'those undone count');

-- The limit is a setting.
delete from shipkeeper.cancellation;
select shipkeeper_operator.resume_cancellations('again');
update shipkeeper.settings set cancellations_per_day = 0;
select play.run();
select is(play.header('36'), 'awaiting_shipment 0', 'with a limit of 0 nothing is ever cancelled');
update shipkeeper.settings set cancellations_per_day = 1;
select shipkeeper_operator.resume_cancellations('again');
select play.run();
select play.make_ghost('37');
select play.run();
select is(play.header('36') || ' ' || play.header('37'), 'cancelled 0 awaiting_shipment 0', 'with a limit of 1 one is');

-- Undone after the brake: what was held is still to be looked at.
select results_eq(
  $$ select * from shipkeeper_operator.undo_cancellations(clock_timestamp() - interval '1 minute', 'wrong account') $$,
  $$ values ('36', 'awaiting_shipment', 'given back') $$, 'undoing while it is stopped'
);
select is(play.held('37'), 'cancellations_stopped', 'leaves the held ones held');
select play.run();
select is(play.held('36'), 'cancelled_again', 'and the one given back is held when it is not found again');
select lives_ok(
  $$ select shipkeeper_operator.release_order('36', 'look again') $$, 'an operator can let it be asked for again'
);
select play.answer_order('36', 'shipped', play.item('A'));
select play.run();
select is(play.header('36'), 'shipped 1', 'found this time: healed');
select is(
  (select count(*) from shipkeeper_report.cancellations where order_number = '36'), 1::bigint, 'its history stays'
);

select * from finish();
rollback;
