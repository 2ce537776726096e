-- An operator agrees to exactly one change of exactly one order as it was shown; anything else asks again.
begin;
\ir prelude.psql
select plan(39);

create function play.approve(p_number text) returns void language sql as $$
  select shipkeeper_operator.approve_lot_update(play.review_id(p_number))
$$;
update shipkeeper.settings set lot_mode = 'approval';
select play.released_order('1', array[play.item('17612 - 250237', 2), play.item('18795 - 11000')]);
select play.run_lots();
select is(play.review('1'), 'approval / awaiting_approval / mode', 'it waits');
select is(play.steps(), 'r', 'nothing is sent');
select is(
  play.said(), array['warning: ⚠️ Lots of order 1 wait for an operator (mode): 17612 - 250237 becomes 17612 - 250300, 18795 - 11000 '
    'becomes 18795 - 11001'], 'what would be changed is said'
);
select results_eq(
  'select state, outcome, reason, sku_changes -> 0 ->> ''to'', sku_changes -> 1 ->> ''to'', approved_by from '
  'shipkeeper_report.lot_reviews',
  $$ values ('approval', 'awaiting_approval', 'mode', '17612 - 250300', '18795 - 11001', null) $$, 'and shown'
);
select play.figures_are('{"lots_awaiting_approval": 1, "lots_updated": 0}', 'it is counted');
select is(play.outcome_of('1'), 'awaiting_approval: mode', 'the outcome is kept');
select is(
  (select concat(post_body is null, field_digests is null) from shipkeeper.lot_review), 'tt', 'no body and no field is kept'
);
select play.run_lots();
select is(play.sent(), '{}', 'the next cycle does not ask again');
select play.approve('1');
select is(
  (select concat_ws(' ', state, approved_by, approved_digest = order_digest, approved_changes = sku_changes)
    from shipkeeper.lot_review), 'open ' || session_user || ' t t', 'approved: by whom, and what'
);
select play.run_lots();
select is(play.review('1'), 'closed / verified', 'then it is changed');
select is(
  play.trace('1'),
  array['17612 250237>250300 verified by ' || session_user, '18795 11000>11001 verified by ' || session_user],
  'the trace names the operator, one row for each line'
);
select is(play.steps(), 'rrscPk', 'after all the looks of any other');

-- What comes of one that waits when something happens to its order; and what was asked for it.
create function play.came_of_waiting(p_sql text) returns text language plpgsql as $$
declare
  v_came_of text;
begin
  update shipkeeper.settings set lot_mode = 'approval';
  perform play.released_order('2');
  perform play.run_lots();
  execute p_sql;
  perform play.run_lots();
  v_came_of := concat_ws(' | ', play.review('2'), cardinality(play.sent()));
  raise exception 'enough';
exception
  when raise_exception then
    return v_came_of;
end
$$;
-- What comes of an approval when something happens after it. Leaves no trace.
create function play.came_of(p_sql text, p_mode text default 'approval', p_cycles integer default 1) returns text
language plpgsql as $$
declare
  v_came_of text;
begin
  update shipkeeper.settings set lot_mode = p_mode;
  perform play.order_on_hold('2');
  if p_mode = 'automatic' then
    update public.orders_inbox set status = 'awaiting_shipment';
    update public.orders_inbox set status = 'on_hold';
  end if;
  perform play.release('2');
  perform play.run_lots();
  perform play.approve('2');
  execute p_sql;
  for v_cycle in 1..p_cycles loop
    perform play.run_lots();
    perform play.reviews_are_due();
    perform play.lease_expires();
  end loop;
  v_came_of := concat_ws(' | ', play.review('2'), play.skus('2')::text, (select approved_by from shipkeeper.lot_review
    where order_number = '2'), (select min(a.updated_by) from shipkeeper.lot_update_audit as a where a.order_number = '2'));
  raise exception 'enough';
exception
  when raise_exception then
    return v_came_of;
end
$$;
select is(play.came_of('select'), format('closed / verified | {"17612 - 250300"} | %s | %1$s', session_user), 'nothing happens');
select is(
  play.came_of('select', 'automatic'), format('closed / verified | {"17612 - 250300"} | %s | %1$s', session_user),
  'in automatic mode it is for one that was perhaps picked'
);
select is(
  play.came_of(c.sql),
  concat_ws(' | ', c.verdict, '{"17612 - 250237"}', case when c.verdict like 'closed%' then session_user end), c.name
)
from (
  values
  ('the order is edited', $$ select play.edit_remote('2', '{"internalNotes": "x"}') $$, 'approval / awaiting_approval / order_changed'),
  ('only its modifyDate is another', $$ select play.edit_remote('2', '{}') $$, 'approval / awaiting_approval / order_changed'),
  ('another lot is active', $$ update public.sku_lot set active = 0 where sku = '17612';
    insert into public.sku_lot (sku, lot) values ('17612', '250400');
    update shipkeeper.lot_activation set active_since = '2025-01-01' $$, 'approval / awaiting_approval / order_changed'),
  ('the order is put on hold in ShipStation', $$ select play.edit_remote('2', '{"orderStatus": "on_hold"}') $$,
    'closed / skipped / not_updatable'),
  ('it gets a label', 'insert into play.shipment values (72, ''{}'')', 'closed / skipped / not_updatable'),
  ('an override', 'update public.orders_inbox set manual_lot_override = true', 'closed / skipped / manual_override'),
  ('the mode is off', 'update shipkeeper.settings set lot_mode = ''off''', 'closed / skipped / mode'),
  ('held and released again', $$ update public.orders_inbox set status = 'on_hold';
    update public.orders_inbox set status = 'awaiting_shipment' where order_number = '2' $$,
    'approval / awaiting_approval / previously_awaiting_shipment')
) as c (name, sql, verdict);
select is(
  play.came_of('update shipkeeper.settings set lot_mode = ''dry_run'''),
  format('closed / would_update | {"17612 - 250237"} | %s | %1$s', session_user), 'a dry run'
);
select is(
  play.came_of($$ update public.orders_inbox set status = 'uploaded' $$),
  format('approved / awaiting_approval / recently_uploaded | {"17612 - 250237"} | %s', session_user),
  'claimed by the uploader: the approval stands, and waits'
);
select is(
  play.came_of(format('update public.orders_inbox set status = %L', c.status), p_cycles => 3),
  format('approved / awaiting_approval / left_awaiting_shipment | {"17612 - 250237"} | %s', session_user),
  c.status || ' here, not in ShipStation: the approval waits as long as it is so'
)
from (values ('on_hold'), ('awaiting_payment')) as c (status);
select is(
  play.came_of($$ update public.orders_inbox set status = 'awaiting_payment'; select play.run_lots(), play.reviews_are_due();
    update public.orders_inbox set status = 'awaiting_shipment' $$),
  format('closed / verified | {"17612 - 250300"} | %s | %1$s', session_user), 'and stands when it is over'
);
select is(
  play.came_of($$ update public.orders_inbox set status = 'cancelled' $$),
  format('closed / skipped / not_updatable | {"17612 - 250237"} | %s', session_user), 'cancelled here, not in ShipStation'
);
select is(
  play.came_of('select play.go_wrong(''GET'', ''/orders/72'', 500)', p_cycles => 2),
  format('closed / verified | {"17612 - 250300"} | %s | %1$s', session_user), 'a read that fails: the approval stands'
);
select is(
  play.came_of('select play.go_wrong(''POST'', ''/orders/createorder'', p_error => ''timeout'')', p_cycles => 4),
  format('closed / verified | {"17612 - 250300"} | %s | %1$s', session_user), 'a change that did not arrive: the approval stands'
);
select is(
  play.came_of('select play.go_wrong(''GET'', ''/shipments%'', p_is_killed => true)', p_cycles => 2),
  format('closed / verified | {"17612 - 250300"} | %s | %1$s', session_user), 'a runner that vanished: the approval stands'
);
select is(
  play.came_of('select play.go_wrong(''POST'', ''/orders/createorder'', p_error => ''not_sent_writes_off'')'),
  format('approved / writes_not_allowed | {"17612 - 250237"} | %s', session_user), 'a runner that may not write: it stands'
);

-- One that an operator has looked at while it is on hold here, and agrees to.
create function play.came_of_asking() returns text language plpgsql as $$
declare
  v_came_of text;
begin
  perform play.order_on_hold('2'), shipkeeper_operator.open_lot_review('2', 'why'), play.run_lots();
  v_came_of := play.review('2');
  perform play.approve('2'), play.run_lots();
  v_came_of := concat_ws(' | ', v_came_of, play.review('2'), play.posts());
  raise exception 'enough';
exception
  when raise_exception then
    return v_came_of;
end
$$;
select is(
  play.came_of_asking(), 'approval / awaiting_approval / mode | approved / awaiting_approval / left_awaiting_shipment | 0',
  'asked for while it is on hold here: shown, and not sent before it is released'
);

-- An order that has left needs nobody's word any more.
select is(
  play.came_of_waiting(c.sql), c.verdict, c.name || ': what waits for an operator ends by itself'
)
from (
  values
  ('shipped', 'update public.orders_inbox set status = ''shipped''', 'closed / skipped / not_updatable | 0'),
  ('deleted', 'delete from public.orders_inbox', 'closed / skipped / order_gone | 0'),
  ('shipped in ShipStation alone', $$ select play.edit_remote('2', '{"orderStatus": "shipped"}'), play.reviews_are_due() $$,
    'closed / skipped / not_updatable | 1'),
  ('nothing happens for a day', 'select play.reviews_are_due()', 'approval / awaiting_approval / mode | 1'),
  ('another lot is active a day later', $$ update public.sku_lot set active = (lot = '250237')::integer where sku = '17612';
    update shipkeeper.lot_activation set active_since = '2025-01-01'; select play.reviews_are_due() $$,
    'closed / current / current | 1')
) as c (name, sql, verdict);

-- Edited between the approval's read and the one that confirms it.
select is(
  play.came_of($$ select play.go_wrong('GET', '/shipments%', p_before => 'select play.edit_remote(''2'', ''{}'')') $$),
  'approval / awaiting_approval / order_changed | {"17612 - 250237"}', 'edited in the last moment'
);

select * from finish();
rollback;
