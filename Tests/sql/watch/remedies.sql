-- What an alert says is to be done, done word for word, ends it.
begin;
\ir ../lots/prelude.psql
\ir ../sync/remote.psql
\ir ../round/prelude.psql
update shipkeeper.settings set round_every = '0';
select plan(50);
create function play.remedy(p_alert text) returns text language sql as $$
  select play.watch();
  select string_agg(a.remedy, ' / ' order by a.order_number) from shipkeeper_report.alerts as a where a.alert = p_alert
$$;
create function play.subject(p_alert text) returns text language sql as $$
  select play.watch();
  select coalesce(string_agg(a.subject, ' / ' order by a.order_number), '') from shipkeeper_report.alerts as a where a.alert = p_alert
$$;
-- The statement in a remedy, from its first word to the end of a call or of the sentence.
create function play.follow(p_alert text, p_first_word text) returns void language plpgsql as $$
declare
  v_statement text := substring(play.remedy(p_alert) from p_first_word || '.*?(?:''\)(?=[,.;]|$)|(?=, and |\.(?: |$)))');
begin
  execute coalesce(v_statement, 'no statement in ' || play.remedy(p_alert));
end
$$;

-- no_cycle: by what keeps a run from its end.
delete from shipkeeper.cycle;
select alike(play.remedy('no_cycle'), 'No run has begun yet: start the timer; %', 'none ever');
select play.sync('off'), play.run();
update shipkeeper.cycle set started_at = started_at - interval '1 hour', ended_at = ended_at - interval '1 hour';
select matches(play.remedy('no_cycle'), '^No run has begun since \d{4}-\d\d-\d\d \d\d:\d\d: look at the timer; ', 'none for an hour');
insert into public.workflow_controls (workflow_name, enabled) values ('shipkeeper', false);
select alike(play.remedy('no_cycle'), 'The shop''s switch for jobs turns it off: update public.workflow_controls %', 'the shop''s switch');
select play.follow('no_cycle', 'update');
select ok(not shipkeeper.paused_by_shop(), 'the remedy turns it on');
alter table public.workflow_controls owner to postgres;
select alike(play.remedy('no_cycle'), 'No cycle starts: workflow_controls belongs to postgres: alter table public.workflow_controls owner to shop_owner%', 'one of another');
alter table public.workflow_controls owner to shop_owner;
select shipkeeper_operator.pause('x');
select play.follow('no_cycle', 'select');
select is((select paused_at from shipkeeper.pause), null, 'a pause: the call ends it');
create function play.last_run(p_outcome text, p_stop_reason text default null) returns text language sql as $$
  update shipkeeper.cycle set started_at = clock_timestamp() - interval '1 minute', outcome = p_outcome, stop_reason = p_stop_reason
  where cycle_id = (select max(cycle_id) from shipkeeper.cycle);
  select split_part(play.remedy('no_cycle'), ':', 1)
$$;
-- Of runs that all end so.
select play.run();
update shipkeeper.cycle set started_at = started_at - interval '1 hour', outcome = 'rate_limited';
select is(play.last_run('rate_limited'), 'Each run ends at ShipStation''s limit of requests', 'a limit that others use up');
select is(play.last_run('api_unavailable'), 'ShipStation does not answer, or not usably', 'an API that is down');
select is(play.last_run('incomplete', 'stopped'), 'Each run is stopped from outside before it ends', 'a runner that is stopped');
select is(play.last_run('abandoned'), 'The runner vanishes in the middle of a run', 'one that is killed');
select is(play.last_run('failed'), 'The database fails in the middle of a run', 'a database that fails');
select is(play.last_run('credentials_refused'), 'Look at shipkeeper_report.cycles, and at the timer and its log.', 'anything else');
select is(play.as_role('shipkeeper_analyst', $$ select remedy from shipkeeper_report.alerts where alert = 'no_cycle' $$), 'ok', 'an analyst reads it');
update shipkeeper.cycle set started_at = started_at - interval '1 hour', ended_at = ended_at - interval '1 hour';
select play.go_wrong('GET', '/orders/%', 429), play.order_of('1'), play.make_ghost('1'), play.run();
select alike((select string_agg(message, ' ') from shipkeeper.message where message like '%need a person%'), '%: 1 no_cycle, %', 'the run itself says it');
update shipkeeper.quota set blocked_until = clock_timestamp(), resets_at = null, remaining = null;
select play.run();
delete from public.orders_inbox;
delete from play.remote;

-- no_progress: by what is in the way.
create function play.stuck(p_problem text) returns text language sql as $$
  update shipkeeper.progress
  set problem = p_problem, well_at = clock_timestamp() - interval '1 hour', failing_since = clock_timestamp() - interval '1 hour', well_in = null, failing_from = (select max(c.cycle_id) from shipkeeper.cycle as c)
  where work_kind = 'ghosts';
  select split_part(a.remedy, ' ', 1) from shipkeeper_report.alerts as a where a.alert = 'no_progress'
$$;
select set_eq(
  $$ select play.stuck(p) from unnest(array['the watermark cannot be written', 'the watermark is ahead', 'no request or no time was left', 'answer is HTML']) as p $$,
  array['Let', 'Mend', 'See', 'Look'], 'each its own'
);
select play.run();
select is(play.subject('no_progress'), '', 'it gets on');

-- Units and lines that differ: deleted here, the next run writes those in ShipStation.
update shipkeeper.settings set round_every = '1 microsecond';
select play.order_of('20'), play.header_of('20'), play.sync('heal_only', clock_timestamp() - interval '2 hours'), play.run();
update public.order_items_inbox set quantity = 5;
select play.remote_order('20', shipkeeper.pacific_wall(clock_timestamp())::timestamp(0), 'awaiting_shipment', array[play.item('A', 3)]), play.run();
select alike(play.subject('unit_mismatches'), 'Order 20 has 5 units here and 3 in ShipStation.', 'units differ');
select play.follow('unit_mismatches', 'delete'), play.run();
select is(play.subject('unit_mismatches') || play.lines('20')::text, '{A||3|1000}', 'and do no more');
-- Of an order that is closed here no run writes lines: what is deleted stays so.
create function play.close_then_follow(p_alert text, p_number text) returns void language plpgsql as $$
declare
  v_statement constant text := substring(play.remedy(p_alert) from 'delete from .*?(?=, and )');
begin
  update public.orders_inbox set status = 'shipped' where order_number = p_number;
  execute v_statement;
end
$$;
update public.order_items_inbox set quantity = 5 where order_inbox_id = (select id from public.orders_inbox where order_number = '20');
update shipkeeper.seen_order set units_here = 5 where shipstation_order_id = '720';
select play.close_then_follow('unit_mismatches', '20');
select is(play.lines('20')::text, '{A||5|1000}', 'closed since the alert was read, its statement deletes nothing');
select is(play.subject('unit_mismatches'), 'Order 20 has 5 units here and 3 in ShipStation.', 'the alert stays');
select alike(play.remedy('unit_mismatches'), 'Order 20 is closed here: no run writes its lines any more, so delete none. %', 'and asks for no deletion any more');
update public.orders_inbox set status = 'awaiting_shipment' where order_number = '20';
select play.follow('unit_mismatches', 'delete'), play.run();
update public.order_items_inbox set sku = 'B';
select play.round();
select alike(play.round(), 'line_mismatches: Order 20 %', 'lines differ');
select play.follow('line_mismatches', 'delete'), play.run();
select is(play.round() || play.lines('20')::text, '{A||3|1000}', 'and do no more');
select is(play.differences(), '', 'nor in the view');

-- Deleted in ShipStation and made anew there under another id: no call cancels here what is open there.
update play.remote set id = 8020, content = content || jsonb_build_object('orderId', 8020, 'modifyDate', play.pacific()) where id = 720;
select play.round(), play.round();
select alike(play.subject('gone_orders'), 'Order 20 is %, and ShipStation does not know it any more (404).', 'its old id is gone');
select alike(play.remedy('gone_orders'), '%do not cancel it here. See the alert number_conflicts of that number.', 'with a warning');
select alike(play.subject('number_conflicts'), 'Order 20 is another one in ShipStation (id 8020, %', 'its number is there under another');
select play.follow('number_conflicts', 'update'), play.round(), play.round();
select is(play.subject('gone_orders') || play.subject('number_conflicts'), '', 'with the new id it is the same');

-- Cancelled here and open there.
select shipkeeper_operator.cancel_order('20', 'mistaken'), play.round();
select alike(play.subject('cancelled_here_open_there'), 'Order 20 was cancelled here, and is awaiting shipment in ShipStation.', 'cancelled here alone');
select play.follow('cancelled_here_open_there', 'select \*');
select is(play.subject('cancelled_here_open_there') || play.header('20'), 'awaiting_shipment 3', 'given back');
delete from public.orders_inbox;
delete from play.remote;
update shipkeeper.settings set round_every = '0', sync_mode = 'off';

-- Cancelled here for a 404, and then seen shipped: in either mode the remedy brings status and lines.
create function play.shipped_after_a_404(p_number text, p_mode text) returns void language plpgsql as $$
begin
  perform play.order_of('900'), play.make_ghost(p_number), play.run('{"kind": "run", "only": ["ghosts"]}');
  perform play.remote_order(p_number, shipkeeper.pacific_wall(clock_timestamp())::timestamp(0), 'shipped', array[play.item('A', 3)]);
  perform play.sync(p_mode, clock_timestamp() - interval '2 hours'), play.run('{"kind": "run", "only": ["sync"]}');
end
$$;
select play.shipped_after_a_404('22', 'heal_only');
select is(
  play.header('22') || ': ' || play.subject('cancelled_here_open_there'), 'cancelled 0: Order 22 was cancelled here, and is shipped in ShipStation.',
  'heal_only leaves it, and says so'
);
select play.follow('cancelled_here_open_there', 'select \*'), play.run();
select is(play.header('22') || play.subject('cancelled_here_open_there'), 'shipped 3', 'given back, and healed');
update shipkeeper.settings set sync_mode = 'off';
select play.shipped_after_a_404('23', 'full');
select is(
  play.header('23') || ': ' || play.subject('cancelled_here_open_there'), 'shipped 0: Order 23 was cancelled here, and is shipped in ShipStation.',
  'full writes its status alone'
);
select play.follow('cancelled_here_open_there', 'update');
select is(play.header('23'), 'awaiting_shipment 0', 'the statement that it names');
select play.run();
select is(play.header('23') || play.subject('cancelled_here_open_there'), 'shipped 3', 'makes it a ghost, which is healed');
select is((select count(*) from shipkeeper_report.unit_differences), 0::bigint, 'nothing differs');
delete from public.orders_inbox;
delete from play.remote;
update shipkeeper.settings set sync_mode = 'off';

-- Refused orders: the call asks for it at once, also where its number holds what nobody sees.
insert into shipkeeper.refused_order (shipstation_order_id, order_number, reason, refused_at, next_attempt_at)
values ('731', E'31\u200B', 'x', clock_timestamp() - interval '2 days', 'infinity'),
  ('732', repeat('3', 70) || E'\\''', 'x', clock_timestamp() - interval '2 days', 'infinity');
select alike(play.subject('refused_orders'), 'Order 31? of ShipStation%', 'two refused orders');
select play.follow('refused_orders', 'select');
select is((select next_attempt_at < 'infinity' from shipkeeper.refused_order where shipstation_order_id = '731'), true, 'the call finds one with a zero-width space');
delete from shipkeeper.refused_order where shipstation_order_id = '731';
select play.follow('refused_orders', 'select');
select is((select next_attempt_at < 'infinity' from shipkeeper.refused_order), true, 'and one of 72 characters, a quote among them');
delete from shipkeeper.refused_order;
select results_eq(
  $$ select shipkeeper.text_literal(t) from unnest(array['1', 'it''s', null, E'a\nb', E'\u202E\\''']) as t $$,
  array['''1''', '''it''''s''', 'NULL', 'U&''a\+00000ab''', 'U&''\+00202e\\''''''']::text[], 'in one line, whole'
);

-- Lots that nobody has decided on.
update shipkeeper.settings set lot_mode = 'automatic';
update public.sku_lot set active = 0 where sku = '17612';
select play.released_order('40'), play.run_lots();
select is(play.subject('lots_undecided'), 'Order 40 was released and keeps its old lots: no active lot.', 'no lot is active');
select shipkeeper_operator.set_lot_override('40', 'as agreed');
select is(play.subject('lots_undecided'), '', 'an override set since decides it');
select shipkeeper_operator.clear_lot_override('40', 'no more');
select is(play.subject('lots_undecided'), 'Order 40 was released and keeps its old lots: no active lot.', 'until it is taken back');
select play.follow('lots_undecided', 'select'), play.run_lots();
select is(play.subject('lots_undecided'), 'Order 40 was looked at for an operator and keeps its old lots: no active lot.', 'looked at once more: still none');
update public.sku_lot set active = 1 where sku = '17612' and lot = '250237';
update shipkeeper.lot_activation set active_since = clock_timestamp() - interval '1 day';
select play.follow('lots_undecided', 'select'), play.run_lots();
select is(play.subject('lots_undecided'), '', 'it carries the active one by now');
select play.order_on_hold('41'), shipkeeper_operator.set_lot_override('41', 'before'), play.release('41'), play.run_lots();
select is(play.subject('lots_undecided'), 'Order 41 was released and keeps its old lots: manual override.', 'an override from before it was released');
select play.follow('lots_undecided', 'select shipkeeper_operator.set_lot_override');
select is(play.subject('lots_undecided'), '', 'is confirmed');
select is((select state || reason from shipkeeper.lot_review where order_number = '41'), 'closedmanual_override', 'its review is as it was');
delete from shipkeeper.lot_review;
update shipkeeper.settings set lot_mode = 'automatic';
update public.sku_lot set active = case lot when '250300' then 1 else 0 end where sku = '17612';
update shipkeeper.lot_activation set active_since = clock_timestamp() - interval '1 day';
select play.released_order('42'), play.go_wrong('POST', '/orders/createorder', p_change => '{"shipTo.city": "ELSEWHERE"}'), play.run_lots();
select alike(play.subject('lot_mismatches'), 'Order 42 differs in ShipStation %', 'a change that came out otherwise');
select play.follow('lot_mismatches', 'select'), play.run_lots();
select is(play.subject('lot_mismatches'), '', 'looked at once more, it carries the active lot');
select * from finish();
rollback;
