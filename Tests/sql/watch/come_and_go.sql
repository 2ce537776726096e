-- Each alert is there while its condition holds, and gone when it does not.
begin;
\ir ../lots/prelude.psql
select plan(111);
create function play.alerts(p_alert text default null) returns text language sql as $$
  select play.watch();
  select coalesce(string_agg(concat_ws(
    ' | ', case when p_alert is null then a.alert end, a.severity, a.subject,
    case when a.since is null then 'since ever' when a.since > clock_timestamp() - interval '1 minute' then 'now' end
  ), ', ' order by a.alert, a.order_number), '')
  from shipkeeper_report.alerts as a where a.alert = coalesce(p_alert, a.alert)
$$;

-- No cycle that ended well.
select is(play.alerts(), 'no_cycle | critical | No cycle has ended well for as long as is known. | since ever', 'no cycle ever');
select play.run();
select is(play.alerts(), '', 'one that ended well');
update shipkeeper.cycle set ended_at = clock_timestamp() - interval '14 minutes';
select is(play.alerts(), '', 'fourteen minutes ago');
update shipkeeper.cycle set ended_at = clock_timestamp() - interval '1 hour 2 minutes';
select alike(play.alerts(), 'no_cycle | critical | No cycle has ended well for 01:02:0_.', 'an hour ago');
select alike((select remedy from shipkeeper_report.alerts), 'Look at shipkeeper_report.cycles, %', 'where to look');
select shipkeeper_operator.pause('x');
select is((select remedy from shipkeeper_report.alerts), 'It is paused: select shipkeeper_operator.resume(''why'').', 'unless it is paused');
select shipkeeper_operator.resume('x');
update shipkeeper.settings set alert_after = '2 hours';
select is(play.alerts(), '', 'the setting alert_after says how long');
update shipkeeper.settings set alert_after = '15 minutes';
-- A check, a cycle that is stopped, and one that runs are no cycle that ended well.
insert into play.answer values ('/orders?pageSize=1&page=1', 200, '', convert_to('{"orders": [], "total": 0}', 'UTF8'));
select play.run('{"kind": "check"}');
select play.make_ghost('100'), play.answer('100', 429, '', null, convert_to(E'X-Rate-Limit-Reset: 30\r\n', 'UTF8')), play.run();
update shipkeeper.quota set blocked_until = clock_timestamp(), resets_at = null, remaining = null;
create temporary table run as select play.start('{"kind": "run", "only": ["upkeep"]}') as cycle;
select alike(play.alerts('no_cycle'), 'critical | No cycle %', 'a check, a stopped one and a running one do not count');
select play.end_cycle(cycle) from run;
select is(play.alerts('no_cycle'), '', 'the running one has ended');

-- A 429 that others have caused: few requests of ours in that minute.
select is(
  play.alerts(), 'quota_used_by_others | warning | ShipStation refused a request (429) after only 1 of ours in that minute. | now',
  'a 429 after one request'
);
insert into shipkeeper.request (cycle_id, work_kind, method, path, timeout_seconds, state, sent_at, is_divisible, verdict)
select cycle, 'ghosts', 'GET', '/x', 1, 'worked', clock_timestamp() - i, false, 'answer'
from run, (select interval '2 minutes' as i from generate_series(1, 50) union all select interval '0' from generate_series(1, 17)) as u;
insert into shipkeeper.request (cycle_id, work_kind, method, path, timeout_seconds, state, sent_at, is_divisible, verdict)
select cycle, 'ghosts', 'GET', '/x', 1, 'worked', clock_timestamp(), false, 'rate_limited' from run;
select alike(play.alerts(), '%after only 19 of ours%', 'nineteen in that minute, and many before');
insert into shipkeeper.request (cycle_id, work_kind, method, path, timeout_seconds, state, sent_at, is_divisible, verdict)
select cycle, 'ghosts', 'GET', '/x', 1, 'worked', clock_timestamp(), false, v from run, unnest(array['answer', 'rate_limited']) as v;
select is(play.alerts(), '', 'twenty of forty are enough to have caused it ourselves');
update shipkeeper.quota set request_limit = 100;
select alike(play.alerts(), '%after only 21 of ours%', 'of a hundred they are not');
update shipkeeper.request set sent_at = sent_at - interval '61 minutes';
select is(play.alerts(), '', 'an hour later it is gone');
delete from public.orders_inbox;
delete from shipkeeper.ghost;

-- Many ghosts.
select play.make_ghosts(variadic array(select n::text from generate_series(1, 10) as n));
select play.answer_order(n::text, 'on_hold') from generate_series(1, 11) as n;
select is(play.run(), 'done', 'ten ghosts');
select is(play.alerts(), '', 'are not many');
select play.make_ghost('11'), play.run();
select is(play.alerts(), 'many_ghosts | warning | 11 orders with a ShipStation id have no lines. | now', 'eleven are');
update shipkeeper.settings set alert_ghosts = 11;
select is(play.alerts(), '', 'the setting alert_ghosts says how many');

-- Empty for more than a day.
update public.orders_inbox set created_at = shipkeeper.shop_now() - interval '23 hours';
select is(play.alerts(), '', 'empty for 23 hours');
update public.orders_inbox set created_at = shipkeeper.shop_now() - interval '25 hours' where order_number in ('1', '2');
select is(
  play.alerts(), 'stale_empty_orders | warning | Order 1 has had no lines for more than 24 hours: work in progress., '
  'stale_empty_orders | warning | Order 2 has had no lines for more than 24 hours: work in progress.', 'for 25'
);
select is((select min(since) from shipkeeper_report.alerts), (select min(empty_since) from shipkeeper_report.stale_empty_orders), 'since they were made');
delete from public.orders_inbox;
select play.run();
select is(play.alerts(), '', 'they are gone');

-- Units.
insert into public.orders_inbox (order_number, order_date, status, shipstation_order_id) values ('20', '2025-11-03', 'on_hold', '720'),
  ('21', '2025-11-03', 'on_hold', '721');
insert into public.order_items_inbox (order_inbox_id, sku, quantity) select id, 'A', 3 from public.orders_inbox where order_number = '20';
insert into shipkeeper.seen_order (shipstation_order_id, order_number, order_status, units, units_here, seen_at, cycle_id)
values ('720', '20', 'on_hold', 2, 3, clock_timestamp(), 1), ('721', '21', 'on_hold', 2, 0, clock_timestamp(), 1), ('722', '22', 'on_hold', 2, null, clock_timestamp(), 1);
select is(
  play.alerts(), 'unit_mismatches | warning | Order 20 has 3 units here and 2 in ShipStation. | now', 'units that are others here'
);
update public.order_items_inbox set quantity = 2;
select is(play.alerts(), '', 'mended');
delete from shipkeeper.seen_order;
delete from public.orders_inbox;

-- Lots that wait for approval.
update shipkeeper.settings set lot_mode = 'approval';
select play.released_order('30'), play.released_order('31'), play.run_lots();
select alike(
  play.alerts(), 'lots_await_approval | warning | New lots of order 30 wait for an operator: mode. | now, %order 31 wait%', 'two lot updates wait'
);
select is(
  (select remedy from shipkeeper_report.alerts where order_number = '30'),
  format(
    'Look at shipkeeper_report.lot_reviews; then select shipkeeper_operator.approve_lot_update(%1$s), or select '
    'shipkeeper_operator.reject_lot_update(%1$s, ''why'').', play.review_id('30')
  ), 'with the calls, ready to be made'
);
select shipkeeper_operator.approve_lot_update(play.review_id('30'));
select alike(play.alerts(), '%order 31 wait%', 'one is approved');
select shipkeeper_operator.reject_lot_update(play.review_id('31'), 'x');
select is(play.alerts(), '', 'the other is rejected');

-- A change that was sent, and no look at the order succeeds.
create temp table kept on commit drop as select * from shipkeeper.lot_review;
update shipkeeper.lot_review
set state = 'posted', closed_at = null, posted_at = clock_timestamp() - interval '59 minutes' where order_number = '31';
select is(play.alerts(), '', 'sent 59 minutes ago');
update shipkeeper.lot_review set posted_at = clock_timestamp() - interval '61 minutes' where order_number = '31';
select is(
  play.alerts(),
  'lots_unconfirmed | warning | New lots of order 31 were sent more than an hour ago, and nobody knows yet whether ShipStation took them.',
  'and 61'
);
update shipkeeper.lot_review as r set state = k.state, closed_at = k.closed_at, posted_at = k.posted_at
from kept as k where k.lot_review_id = r.lot_review_id;

-- A change that came out otherwise.
select play.go_wrong('POST', '/orders/createorder', p_change => '{"shipTo.city": "ELSEWHERE"}'), play.run_lots();
select is(play.review('30'), 'closed / mismatch / shipTo.city', 'ShipStation has written something else');
select is(
  play.alerts(), 'lot_mismatches | critical | Order 30 differs in ShipStation from what was sent with its new lots: shipTo.city. | now', 'a mismatch'
);
update shipkeeper.lot_review set closed_at = clock_timestamp() - interval '25 hours' where closed_at is not null;
select alike(play.alerts(), 'lot_mismatches | critical | Order 30 differs %', 'it stays as long as the order is open');
update public.orders_inbox set status = 'shipped' where order_number = '30';
select is(play.alerts(), '', 'not a day longer');
update shipkeeper.lot_review set closed_at = clock_timestamp() - interval '23 hours' where closed_at is not null;
select alike(play.alerts(), 'lot_mismatches | critical | Order 30 differs %', 'and for a day in any case: it may have left as it should not');
update shipkeeper.lot_review set closed_at = clock_timestamp() - interval '25 hours' where closed_at is not null;

-- Held, credentials, cancellations: gone with what they are about.
select play.make_ghost('40', p_shipstation_id => 'x'), play.run();
select is(play.alerts(), 'held_orders | warning | Order 40 is held: invalid_id. | now', 'a held order');
select shipkeeper_operator.hold_order('40', 'x');
select is(play.alerts(), 'held_orders | warning | Order 40 is held: held_by_operator (x). | now', 'by an operator');
delete from public.orders_inbox;
select play.run();
select is(play.alerts(), '', 'gone');
select play.make_ghost('41'), play.answer('41', 401), play.run();
select is(play.alerts(), 'credentials_refused | critical | ShipStation refused the credentials in the last run. | now', 'refused credentials');
select play.answer('41', 404), play.make_due(), play.run();
select is(play.alerts(), '', 'accepted');
update shipkeeper.settings set cancellations_per_day = 0;
select play.make_ghost('42'), play.answer('42', 404), play.run();
select is(
  play.alerts(),
  'cancellations_stopped | critical | Too many orders were not found in ShipStation (404): nothing is cancelled until an operator resumes. | now, '
  'held_orders | warning | Order 42 is held: cancellations_stopped. | now', 'cancellations that stopped'
);
update shipkeeper.settings set cancellations_per_day = 5;
select shipkeeper_operator.resume_cancellations('x');
select is(play.alerts(), '', 'resumed');

-- The key of the API.
update shipkeeper.settings set api_key_expires_on = current_date + 15;
select is(play.alerts(), '', 'a key that lasts fifteen days');
update shipkeeper.settings set api_key_expires_on = current_date + 14;
select alike(play.alerts(), 'key_expires | warning | The key of ShipStation''s API expires on 20%, in 14 days. | now', 'fourteen');
update shipkeeper.settings set api_key_expires_on = current_date;
select alike(play.alerts(), 'key_expires | warning | The key of ShipStation''s API has expired on 20%', 'none');
update shipkeeper.settings set api_key_expires_on = 'infinity';
select is(play.alerts(), '', 'a new one');

-- The clock of the database server, beside ShipStation's.
create function play.clock_is(p_ahead interval) returns text language plpgsql as $$
begin
  perform play.answer_order('43', 'awaiting_shipment');
  update play.answer as a
  set headers = convert_to(
    'Date: ' || to_char((clock_timestamp() - p_ahead) at time zone 'UTC', 'Dy, DD Mon YYYY HH24:MI:SS') || E' GMT\r\n', 'UTF8'
  )
  where a.path like '/orders/%43';
  perform play.make_due(), play.run();
  return play.alerts();
end
$$;
select play.make_ghost('43');
select is(play.clock_is('4 minutes'), '', 'four minutes');
select is(
  play.clock_is('12 minutes'),
  'clock_differs | warning | By ShipStation''s answers the clock of the database server is 12 minutes ahead. | now', 'twelve, ahead'
);
select is(
  play.clock_is('-3 hours'),
  'clock_differs | warning | By ShipStation''s answers the clock of the database server is 180 minutes behind. | now', 'three hours, behind'
);
select is(play.clock_is('0'), '', 'set right');
insert into play.answer values (
  '/orders?pageSize=1&page=1', 200, convert_to(E'Date: Mon, 03 Nov 2025 10:00:00 GMT\r\n', 'UTF8'),
  convert_to('{"orders": [], "total": 0}', 'UTF8')
) on conflict (path) do update set headers = excluded.headers, body = excluded.body;
select play.run('{"kind": "check"}'), play.run('{"kind": "run", "only": ["upkeep"]}');
select is(play.alerts('clock_differs'), '', 'a check says nothing of it, though the run after it asks for nothing');

-- The triggers that keep statuses and lots.
alter table public.orders_inbox disable trigger shipkeeper_status_updated;
select is(
  play.alerts(), 'triggers_off | critical | What keeps statuses and lots is off or missing: shipkeeper_status_updated on orders_inbox. | now',
  'one is off'
);
alter table public.orders_inbox enable trigger shipkeeper_status_updated;
select alike(play.alerts(), 'triggers_off | %', 'on, and not for every session');
alter table public.orders_inbox enable always trigger shipkeeper_status_updated;
select is(play.alerts(), '', 'on again');
savepoint another_table;
alter table public.orders_inbox rename to old_orders_inbox;
create table public.orders_inbox (like public.old_orders_inbox including all);
select alike(
  play.alerts('triggers_off'), 'critical | % shipkeeper_override_changed on orders_inbox, shipkeeper_override_inserted on orders_inbox, '
  'shipkeeper_status_inserted on orders_inbox, shipkeeper_status_updated on orders_inbox. | now', 'another table in the place of the shop''s'
);
rollback to savepoint another_table;
alter table public.order_items_inbox rename to old_items;
create table public.order_items_inbox (like public.old_items including all);
select is(
  play.alerts('triggers_off'), 'critical | What keeps statuses and lots is off or missing: order_items_inbox, which is another table now. | now',
  'another in the place of its lines'
);
rollback to savepoint another_table;
select is(play.alerts(), '', 'back in its place');
alter table shipkeeper.seen_order disable trigger hold_updated;
select is(
  play.alerts(), 'triggers_off | critical | What keeps statuses and lots is off or missing: hold_updated on seen_order. | now',
  'one of ours, which keeps what the sync saw on hold'
);
alter table shipkeeper.seen_order enable trigger hold_updated;
select is(play.alerts(), '', 'on again as it was');

-- A setting that lets nothing be done.
update shipkeeper.settings set cycle_budget = '0';
select alike(play.alerts(), 'settings_leave_work | warning | A run may last no time at all %', 'no time');
update shipkeeper.settings set cycle_budget = '4 minutes';
select is(play.alerts(), '', 'time again');

-- Orders that nobody can ask for.
insert into public.orders_inbox (order_number, order_date, status, total_items)
select 'A' || g, '2025-11-03', 'awaiting_shipment', 0 from generate_series(1, 11) as g;
select play.run();
select is(play.alerts(), '', 'eleven without an id, of eleven that are let pass');
insert into public.orders_inbox (order_number, order_date, status, total_items) values ('A12', '2025-11-03', 'awaiting_shipment', 0);
select play.run();
select is(
  play.alerts(), 'orders_without_id | warning | 12 orders have no lines and no ShipStation id: nobody can ask for them. | now', 'twelve'
);
delete from public.orders_inbox where order_number like 'A%';
select play.run();
select is(play.alerts(), '', 'gone');

-- An order that is refused for days, for whatever reason.
insert into shipkeeper.refused_order (shipstation_order_id, order_number, reason, refused_at, next_attempt_at)
values ('791', '91', 'quantity of an item is no usable number', clock_timestamp() - interval '23 hours', 'infinity');
select is(play.alerts(), '', 'refused for 23 hours');
update shipkeeper.refused_order set refused_at = clock_timestamp() - interval '25 hours';
select is(
  play.alerts(),
  'refused_orders | warning | Order 91 of ShipStation''s could not be used for more than a day: quantity of an item is no usable number.',
  'for 25'
);
update shipkeeper.refused_order set reason = 'database failure 23514 some_check';
select play.watch();
select alike(
  (select remedy from shipkeeper_report.alerts), 'The shop''s database refuses to write order 91: %', 'each reason has its own remedy'
);
delete from shipkeeper.refused_order;
select is(play.alerts(), '', 'used');

-- One number, two orders.
insert into shipkeeper.number_conflict (
  shipstation_order_id, order_number, order_inbox_id, other_shipstation_order_id, status_in_shipstation, status_here, units_in_shipstation,
  units_here, reason, found_at, seen_at, next_attempt_at
)
values ('792', '92', 1, '793', 'awaiting_shipment', 'shipped', '{}', '{}', 'another_id', clock_timestamp(), clock_timestamp(), 'infinity');
select is(
  play.alerts(), 'number_conflicts | warning | Order 92 is another one in ShipStation (id 792, awaiting_shipment) than here: another id. | now',
  'two orders with one number'
);
update shipkeeper.number_conflict set status_in_shipstation = 'shipped';
select is(play.alerts(), '', 'what is closed there ships nothing');
update shipkeeper.number_conflict set status_in_shipstation = 'on_hold', reason = 'uploaded_recently';
select is(play.alerts(), '', 'what time may settle gets a day');
update shipkeeper.number_conflict set found_at = clock_timestamp() - interval '25 hours';
select alike(play.alerts(), 'number_conflicts | warning | Order 92 %uploaded recently.', 'and no more');
delete from shipkeeper.number_conflict;

-- Another program adds lines to an order that was filled.
select play.make_ghost('93'), play.answer_order('93', 'on_hold', play.item('A', 3)), play.run('{"kind": "run", "only": ["ghosts"]}');
insert into public.order_items_inbox (order_inbox_id, sku, quantity) select id, 'B', 2 from public.orders_inbox where order_number = '93';
select alike(play.alerts('mixed_orders'), 'warning | Order 93 has 3 units from ShipStation, and another program has added 2,% | now', 'lines of two owners');
delete from public.orders_inbox where order_number = '93';
delete from shipkeeper.seen_order;
select is(play.alerts(), '', 'no more');

-- What two looks of the rounds have found.
insert into public.orders_inbox (order_number, order_date, status, shipstation_order_id) values ('95', '2025-11-03', 'on_hold', '795');
insert into public.order_items_inbox (order_inbox_id, sku, quantity) select id, 'A', 1 from public.orders_inbox where order_number = '95';
create function play.difference(p_what text, p_id text default '795') returns text language sql as $$
  delete from shipkeeper.difference;
  insert into shipkeeper.difference
  select p_id, o.id, '95', p_what, 'on_hold', 'awaiting_shipment', clock_timestamp(), clock_timestamp(), 2, 'infinity'
  from public.orders_inbox as o where o.order_number = '95';
  select play.alerts()
$$;
select is(play.difference('gone'), 'gone_orders | warning | Order 95 is on hold here, and ShipStation does not know it any more (404). | now', 'gone');
select is(
  play.difference('merged'),
  'merged_orders | warning | Order 95 is on hold here, and was merged into order awaiting_shipment in ShipStation: its units count twice. | now', 'merged'
);
select is(play.difference('status'), 'status_mismatches | warning | Order 95 is on hold here and awaiting shipment in ShipStation. | now', 'a status');
select is(play.difference('lines'), 'line_mismatches | warning | Order 95 has as many units here as in ShipStation, and other lines. | now', 'lines');
select is(play.difference('not_here'), '', 'one that is here is not missing');
select is(play.difference('not_here', '796'), 'missing_orders | warning | Order 95 is awaiting shipment in ShipStation, and not here. | now', 'missing');
update shipkeeper.difference set looks = 1;
select is(play.alerts(), '', 'one look is not enough');
update shipkeeper.difference set looks = 2, what = 'status', here = 'shipped', shipstation_order_id = '795';
select is(play.alerts(), '', 'a status that is another here by now is mended');
update shipkeeper.difference set what = 'gone', here = 'on_hold';
select alike(play.alerts(), 'gone_orders %', 'gone');
update public.orders_inbox set status = 'cancelled' where order_number = '95';
select is(play.alerts(), '', 'and closed here');
delete from shipkeeper.difference;
delete from public.orders_inbox where order_number = '95';
select is(play.alerts(), '', 'no more');

-- Cancelled here for a 404, and seen open since; a status that is not known here.
insert into public.orders_inbox (order_number, order_date, status, shipstation_order_id) values ('94', '2025-11-03', 'cancelled', '794');
insert into shipkeeper.cancellation (
  order_inbox_id, order_number, shipstation_order_id, reason, previous_status, cancelled_at, cycle_id
)
select id, '94', '794', 'not_found', 'on_hold', clock_timestamp() - interval '1 hour', 1 from public.orders_inbox where order_number = '94';
insert into shipkeeper.seen_order (shipstation_order_id, order_number, order_status, units, units_here, seen_at, cycle_id)
values ('794', '94', 'awaiting_shipment', 0, 0, clock_timestamp() - interval '2 hours', 1);
select is(play.alerts(), '', 'seen open before it was cancelled');
update shipkeeper.seen_order set seen_at = clock_timestamp();
select is(
  play.alerts(), 'cancelled_here_open_there | warning | Order 94 was cancelled here, and is awaiting shipment in ShipStation.', 'and after'
);
-- The shop opened it again, and it was cancelled once more.
insert into shipkeeper.cancellation (
  order_inbox_id, order_number, shipstation_order_id, reason, previous_status, cancelled_at, cycle_id
)
select id, '94', '794', 'operator', 'on_hold', clock_timestamp() - interval '2 minutes', 1 from public.orders_inbox where order_number = '94';
select is(
  play.alerts(), 'cancelled_here_open_there | warning | Order 94 was cancelled here, and is awaiting shipment in ShipStation.', 'cancelled twice'
);
update shipkeeper.seen_order set order_status = 'cancelled';
select is(play.alerts(), '', 'cancelled there, too');
-- Not found, and shipped all the same.
update shipkeeper.seen_order set order_status = 'shipped', units = 2;
select is(
  play.alerts(), 'cancelled_here_open_there | warning | Order 94 was cancelled here, and is shipped in ShipStation.', 'cancelled by an operator, and shipped there'
);
delete from shipkeeper.cancellation where reason = 'operator';
select is(play.alerts(), 'cancelled_here_open_there | warning | Order 94 was cancelled here, and is shipped in ShipStation.', 'for a 404, and shipped there');
update public.orders_inbox set status = 'shipped' where order_number = '94';
select is(
  play.alerts(), 'cancelled_here_open_there | warning | Order 94 was cancelled here, and is shipped in ShipStation.', 'shipped here, without its lines'
);
update shipkeeper.seen_order set units = 0;
select is(play.alerts(), '', 'it has none there');
update shipkeeper.seen_order set units = 2;
insert into public.order_items_inbox (order_inbox_id, sku, quantity) select id, 'A', 2 from public.orders_inbox where order_number = '94';
select is(play.alerts(), '', 'it has them here');
delete from public.order_items_inbox where order_inbox_id = (select id from public.orders_inbox where order_number = '94');
update public.orders_inbox set status = 'cancelled' where order_number = '94';
update shipkeeper.cancellation set undone_at = clock_timestamp(), undone_by = 'x', undone_reason = 'x';
select is(play.alerts(), '', 'taken back');
update shipkeeper.cancellation set undone_at = null, undone_by = null, undone_reason = null;
update public.orders_inbox set status = 'on_hold' where order_number = '94';
update shipkeeper.seen_order set order_status = 'being_assembled', modify_date = shipkeeper.pacific_wall(clock_timestamp());
select alike(
  play.alerts('unknown_statuses'), 'warning | Order 94 has the status being_assembled in ShipStation, which is not known here: %', 'unknown'
);
update public.orders_inbox set status = 'pending' where order_number = '94';
select is(play.alerts('unknown_statuses'), '', 'its status is set by hand');
delete from shipkeeper.seen_order;
delete from shipkeeper.cancellation;
delete from public.orders_inbox where order_number = '94';
select is(play.alerts(), '', 'no more');

-- Released orders whose lots nobody has decided.
update shipkeeper.settings set lot_mode = 'automatic';
update public.sku_lot set active = 0 where sku = '17612';
select play.released_order('70'), play.run_lots();
select is(
  play.alerts(), 'lots_undecided | warning | Order 70 was released and keeps its old lots: no active lot. | now', 'no lot is active'
);
select alike(
  (select remedy from shipkeeper_report.alerts), '%then select shipkeeper_operator.open_lot_review(''70'', ''lot is active'').', 'the call is there'
);
update public.orders_inbox set status = 'shipped' where order_number = '70';
select is(play.alerts(), '', 'shipped with its old lot it is too late');
update public.orders_inbox set status = 'cancelled';

-- Reviews that are put off.
insert into shipkeeper.lot_review (order_inbox_id, order_number, opened_at, opened_by, state, next_look_at, reason)
values (1717, '71', clock_timestamp() - interval '23 hours', 'x', 'open', 'infinity', 'quantity of an item is no usable number');
select is(play.alerts(), '', 'put off for 23 hours');
update shipkeeper.lot_review set opened_at = clock_timestamp() - interval '25 hours' where order_number = '71';
select is(
  play.alerts(),
  'lots_postponed | warning | The lots of order 71 could not be looked at for more than a day: quantity of an item is no usable number.',
  'for 25'
);
update shipkeeper.lot_review
set opened_at = clock_timestamp() - interval '7 hours', reason = 'lot_too_fresh' where order_number = '71';
select alike(play.alerts(), 'lots_postponed | warning | %: lot too fresh.', 'a lot that is set anew for seven hours');
update shipkeeper.lot_review set reason = 'writes_not_allowed' where order_number = '71';
select is(
  play.alerts(),
  'settings_leave_work | warning | The lots of 1 orders are to be changed in ShipStation, and the runner may not write there.',
  'the runner may not write'
);
delete from shipkeeper.lot_review where order_number = '71';
select is(play.alerts(), '', 'no more');

-- A dry run for a week.
update shipkeeper.settings set lot_mode = 'dry_run';
update public.sku_lot set active = 1 where sku = '17612' and lot = (select max(l.lot) from public.sku_lot as l where l.sku = '17612');
select play.released_order('80'), play.run_lots();
select is(play.alerts(), '', 'a dry run needs nobody');
update shipkeeper.lot_review
set state = 'closed', closed_at = clock_timestamp() - interval '8 days', outcome = 'would_update', reason = 'mode' where order_number = '80';
select alike(play.alerts(), 'settings_leave_work | warning | 1 open orders would get new lots, %', 'a week later it does');
update shipkeeper.settings set lot_mode = 'approval';
select alike(
  play.alerts(), 'settings_leave_work | warning | The lots of 1 open orders were looked at in a dry run alone: %', 'so does what it only looked at'
);
update public.orders_inbox set status = 'shipped' where order_number = '80';
select is(play.alerts(), '', 'no longer than the order is open');

-- So did each kind there is, but what is tested beside this: live ones (here and in progress.sql), and those of rows.sql, not_well.sql and kpis.sql.
select set_eq(
  'select distinct kind from shipkeeper.alert where ended_at is not null',
  $$ select kind from shipkeeper.alert_kind where kind not in ('no_cycle', 'no_progress', 'concerns_unknown', 'sync_behind', 'kpis_refused') $$, 'each kind came and went'
);

select * from finish();
rollback;
