-- What happens between the steps: edits in ShipStation, what operators and programs of the shop do here, time.
begin;
\ir prelude.psql
select plan(63);

-- What comes of an order when SQL is run while a request of its review is under way: the nth GET of the order, or the
-- one for labels.
create function play.came_of(p_get integer, p_sql text, p_path text default '/orders/71', p_method text default 'GET')
returns text language plpgsql as $$
declare
  v_came_of text;
begin
  perform play.released_order('1');
  perform play.go_wrong(p_method, p_path) from generate_series(2, p_get);
  perform play.go_wrong(p_method, p_path, p_before => p_sql);
  perform play.run_lots();
  v_came_of := concat_ws(' | ', play.review('1'), play.steps());
  raise exception 'enough';
exception
  when raise_exception then
    return v_came_of;
end
$$;
create function play.while_labels(p_sql text) returns text language sql as $$
  select play.came_of(1, p_sql, '/shipments%')
$$;

-- Somebody edits it in ShipStation between the read and the one that confirms: decided anew, from what is there now.
select is(
  play.while_labels($$ select play.edit_remote('1', '{"internalNotes": "edited"}') $$), 'open / edited_meanwhile | rsc',
  'a note edited meanwhile: left to a later cycle'
);
select is(
  play.while_labels($$ select play.edit_remote('1', '{}') $$), 'open / edited_meanwhile | rsc', 'only modifyDate differs'
);
select is(
  play.while_labels($$ select play.edit_remote('1', '{"items.0.quantity": 3}') $$), 'open / edited_meanwhile | rsc', 'a quantity'
);
select is(
  play.while_labels($$ select play.edit_remote('1', '{"orderStatus": "on_hold"}') $$), 'closed / skipped / not_updatable | rsc',
  'put on hold'
);
select is(
  play.while_labels($$ select play.edit_remote('1', '{"items.0.sku": "17612 - 250300"}') $$), 'closed / current / current | rsc',
  'somebody has brought it up to date'
);
select is(
  play.while_labels($$ update play.remote set id = 99 $$), 'closed / skipped / not_updatable | rsc', 'deleted'
);
select is(
  play.while_labels($$ update play.remote set content = content || '{"orderNumber": "2"}' $$),
  'closed / skipped / not_updatable | rsc', 'it has another number'
);
-- An order that somebody goes on editing costs the others nothing: three requests, then later and later.
create function play.edit_on(p_cycles integer) returns text language plpgsql as $$
declare
  v_waits text[];
begin
  perform play.released_order('9');
  for v_cycle in 1 .. p_cycles loop
    perform play.reviews_are_due();
    perform play.go_wrong('GET', '/shipments%', p_before => $sql$ select play.edit_remote('9', '{}') $sql$);
    perform play.run_lots();
    v_waits := v_waits || (
      select round(extract(epoch from r.next_look_at - clock_timestamp()) / 60)::text from shipkeeper.lot_review as r
    );
  end loop;
  return v_waits::text || ' ' || play.steps();
end
$$;
select is(play.edit_on(4), '{5,10,20,40} rscrscrscrsc', 'edited all the time: put off with doubling waits');
delete from public.orders_inbox;
delete from play.remote;
delete from shipkeeper.lot_review;
delete from shipkeeper.order_outcome;
delete from shipkeeper.request;
select is(
  play.while_labels($$ insert into play.shipment values (71, '{}') $$), 'closed / skipped / not_updatable | rs', 'a label'
);

-- Between the change and the look: what is no harm is noted, what is is a mismatch.
select is(
  play.came_of(3, $$ select play.edit_remote('1', '{"internalNotes": "edited"}') $$), 'closed / verified | rscPk',
  'a note edited after the change'
);
select is(
  play.came_of(3, $$ select play.edit_remote('1', '{"items.0.quantity": 3}') $$), 'closed / mismatch / items | rscPk',
  'a quantity'
);

-- What is decided here counts until the change is sent.
create temporary table decision (name text, sql text, verdict text);
insert into decision values
('the mode is off', 'update shipkeeper.settings set lot_mode = ''off''', 'closed / skipped / mode'),
('an override', 'select shipkeeper_operator.set_lot_override(''1'', ''by hand'')', 'closed / skipped / manual_override'),
('the uploader claims it', 'update public.orders_inbox set status = ''uploaded''', 'open / recently_uploaded'),
('the order is deleted', 'delete from public.orders_inbox', 'closed / skipped / order_gone'),
('cancelled here', 'update public.orders_inbox set status = ''cancelled''', 'closed / skipped / not_updatable'),
('shipped here', 'update public.orders_inbox set status = ''shipped''', 'closed / skipped / not_updatable'),
('on hold here', 'update public.orders_inbox set status = ''on_hold''', 'open / left_awaiting_shipment'),
('payment is awaited here', 'update public.orders_inbox set status = ''awaiting_payment''', 'open / left_awaiting_shipment'),
('its list is narrowed', $$ update shipkeeper.settings set lot_transitions = '{pending -> shipped}' $$,
  'closed / skipped / transition_not_allowed');
select is(play.came_of(2, d.sql), d.verdict || ' | rsc', d.name || ' while it is confirmed: nothing is sent') from decision as d;
select is(play.while_labels(d.sql), d.verdict || ' | rs', d.name || ' while labels are looked for: nothing is sent')
from decision as d;
select is(
  play.came_of(2, $$ update shipkeeper.settings set lot_mode = 'approval' $$), 'approval / awaiting_approval / mode | rsc',
  'approval while it is confirmed: it waits for an operator'
);
select is(
  play.came_of(2, $$ update shipkeeper.settings set lot_mode = 'dry_run' $$), 'closed / would_update | rscs',
  'a dry run while it is confirmed: it only says so'
);

-- A release while a request is under way begins the review anew, whatever the request brings.
create function play.release_again() returns void language plpgsql as $$
begin
  update public.orders_inbox set status = 'on_hold';
  update public.orders_inbox set status = 'awaiting_shipment';
end
$$;
select is(
  play.came_of(n, 'select play.release_again()', p, m), 'approval / awaiting_approval / previously_awaiting_shipment | ' || s,
  'released again while ' || d
)
from (
  values (1, '/orders/71', 'GET', 'rr', 'it is read'), (1, '/shipments%', 'GET', 'rsr', 'labels are looked for'),
    (2, '/orders/71', 'GET', 'rscr', 'it is confirmed')
) as c (n, p, m, s, d);
select is(
  play.came_of(1, 'select play.release_again()', '/orders/createorder', 'POST'), 'closed / current / current | rscPkr',
  'released again with the change under way: what was sent is looked at, then this release'
);

-- Time: nothing is sent that was read more than ten seconds ago.
create function play.came_of_waiting(p_wait interval, p_sql text default 'select') returns text language plpgsql as $$
declare
  v_came_of text;
  v_cycle bigint;
  v_step record;
begin
  perform play.released_order('1');
  v_cycle := play.start('{"kind": "run", "only": ["lots"], "writes_allowed": true}');
  loop
    v_step := play.next(v_cycle);
    exit when v_step.kind = 'wait';
    perform play.hand_over(v_step.request, a.status, a.body) from play.answer_to(v_step.method, v_step.path, null, null) as a;
    -- As if another change had just been sent when this one is ready.
    update shipkeeper.lot_state set posted_at = clock_timestamp() + interval '50 seconds'
    where exists (select from shipkeeper.request as r where r.request_id = v_step.request and r.purpose = 'confirm');
  end loop;
  v_came_of := play.review('1') || (select convert_from(post_body, 'UTF8') <> '' from shipkeeper.lot_review);
  update shipkeeper.lot_review set read_at = read_at - p_wait;
  update shipkeeper.lot_state set posted_at = null;
  execute p_sql;
  perform play.drive(v_cycle);
  perform play.end_cycle(v_cycle);
  v_came_of := concat_ws(' | ', v_came_of, play.review('1'), play.steps());
  raise exception 'enough';
exception
  when raise_exception then
    return v_came_of;
end
$$;
select is(play.came_of_waiting('5 seconds'), 'readytrue | closed / verified | rscPk', 'a wait of five seconds');
select is(play.came_of_waiting('11 seconds'), 'readytrue | closed / verified | rsccPk', 'of eleven: read once more');
-- As if it had been read three times before in this cycle.
create function play.read_before() returns void language sql as $$
  insert into shipkeeper.request (cycle_id, work_kind, method, path, timeout_seconds, purpose, purpose_id, is_divisible, state, verdict, sent_at)
  select r.cycle_id, r.work_kind, r.method, '/earlier', r.timeout_seconds, r.purpose, r.purpose_id, false, 'worked', r.verdict, r.sent_at
  from shipkeeper.request as r, generate_series(1, 3)
  where r.purpose = 'confirm'
$$;
select is(
  play.came_of_waiting('11 seconds', 'select play.read_before()'), 'readytrue | closed / held / not_prepared_in_time | rscccc',
  'again and again: held, so that it does not keep the others'
);
select is(
  play.came_of_waiting('0', 'update shipkeeper.lot_review set looks = 3; update public.sku_lot set active = 0 where sku = ''17612'''),
  'readytrue | closed / skipped / no_active_lot | rscc', 'put off three times before: its end has its own reason'
);
select is(
  play.came_of_waiting('0', $$ alter table public.orders_inbox disable trigger shipkeeper_status_updated;
    alter table public.orders_inbox enable always trigger shipkeeper_status_updated $$),
  'readytrue | approval / awaiting_approval / history_unknown | rscc', 'a trigger off for a moment: nobody knows what it went through'
);

select is(play.came_of_waiting('0', d.sql), 'readytrue | ' || d.verdict || ' | rsc', d.name || ' in the last moment: nothing is sent')
from decision as d;
select is(
  play.came_of_waiting('0', 'update shipkeeper.settings set lot_mode = ''dry_run'''), 'readytrue | closed / would_update | rsccs',
  'a dry run in the last moment'
);
select is(
  play.came_of_waiting('0', 'update shipkeeper.settings set lot_mode = ''approval'''),
  'readytrue | approval / awaiting_approval / mode | rscc', 'approval in the last moment'
);
select is(
  play.came_of_waiting('0', s.sql), 'readytrue | ' || s.verdict || ' | ' || s.steps, s.name || ' in the last moment: the old lot is not sent'
)
from (
  values
  ('another lot', $$ update public.sku_lot set active = (lot = '250299')::integer where sku = '17612';
    insert into public.sku_lot (sku, lot) values ('17612', '250299') $$, 'open / lot_too_fresh', 'rscc'),
  ('a lot recalled', $$ update public.sku_lot set active = 0 where sku = '17612' $$, 'closed / skipped / no_active_lot', 'rscc'),
  ('a second lot', $$ update public.sku_lot set active = 1 where sku = '17612' $$, 'closed / skipped / ambiguous_active_lot', 'rscc'),
  ('another id', $$ update public.orders_inbox set shipstation_order_id = '79' $$, 'closed / skipped / not_updatable', 'rscr'),
  ('a hold', $$ select shipkeeper_operator.hold_order('1', 'x') $$, 'open / held_by_operator', 'rsc')
) as s (name, sql, verdict, steps);
-- Back on hold it waits without a word, and is reviewed when it comes back: by the next release, or within the hour.
create function play.came_of_coming_back(p_away text, p_hours integer, p_back text) returns text language plpgsql as $$
declare
  v_came_of text;
begin
  perform play.released_order('1');
  update public.orders_inbox set status = p_away;
  for v_hour in 1 .. p_hours loop
    perform play.reviews_are_due(), play.run_lots();
    update shipkeeper.lot_review set opened_at = opened_at - interval '1 hour';
  end loop;
  perform play.watch();
  v_came_of := format(
    '%s, looks %s, alerts %s', play.review('1'), (select r.looks from shipkeeper.lot_review as r),
    (select count(*) from shipkeeper_report.alerts as a where a.order_number is not null)
  );
  update public.orders_inbox set status = p_back;
  perform play.reviews_are_due(), play.run_lots();
  v_came_of := concat_ws(' | ', v_came_of, play.review('1'), play.steps());
  raise exception 'enough';
exception
  when raise_exception then
    return v_came_of;
end
$$;
select is(
  play.came_of_coming_back('on_hold', 30, 'awaiting_shipment'),
  'open / left_awaiting_shipment, looks 0, alerts 0 | approval / awaiting_approval / previously_awaiting_shipment | r',
  'on hold for more than a day, and released'
);
select is(
  play.came_of_coming_back('awaiting_payment', 5, 'awaiting_shipment'),
  'open / left_awaiting_shipment, looks 0, alerts 0 | closed / verified | rscPk', 'payment is awaited, and had'
);
select is(
  play.came_of_coming_back('on_hold', 1, 'cancelled'),
  'open / left_awaiting_shipment, looks 0, alerts 0 | closed / skipped / not_updatable', 'cancelled on hold'
);
select is(
  play.came_of_coming_back('shipped', 0, 'awaiting_shipment'),
  'open, looks 0, alerts 0 | approval / awaiting_approval / previously_awaiting_shipment | r', 'taken for shipped, and given back'
);
select is(
  play.came_of_coming_back('uploaded', 1, 'synced_manual'), 'open / recently_uploaded, looks 0, alerts 0 | open / recently_uploaded',
  'statuses of the shop''s own are none of these'
);
-- With the change under way, only the lines here are left to be decided on.
select is(
  play.came_of(1, $$ update public.orders_inbox set shipstation_order_id = '79' $$, '/orders/createorder', 'POST')
  || (select (play.lines('1'))::text), 'closed / verified | rscPk{}', 'another id with the change under way: it is looked at under the old one'
);
create function play.lines_after(p_sql text) returns text language plpgsql as $$
declare
  v_came_of text;
begin
  perform play.released_order('1');
  perform play.go_wrong('POST', '/orders/createorder', p_before => p_sql);
  perform play.run_lots();
  v_came_of := (play.lines('1'))::text || substr((play.said())[1], 11);
  raise exception 'enough';
exception
  when raise_exception then
    return v_came_of;
end
$$;
select is(
  play.lines_after($$ update public.orders_inbox set shipstation_order_id = '79' $$),
  '{"17612|17612 - 250237|2|1000"}️ Order 1: its lots are up to date in ShipStation, but its header here has another ShipStation id by now, '
  'so that its lines stay - look at it', 'its lines here are those of another order by now'
);

select * from finish();
rollback;
