-- What a release comes to: each mode with each transition, listed or not, and with what an operator asks for.
begin;
\ir prelude.psql
select plan(62);

create temporary table transition (from_status text, to_status text, is_allowed boolean);
insert into transition
select f, t, (f, t) = ('on_hold', 'awaiting_shipment')
from unnest(array['on_hold', 'awaiting_payment', 'pending', 'failed', 'cancelled']) as f,
  unnest(array['awaiting_shipment', 'uploaded']) as t;

-- A header that goes from one status to another; what came of it, and whether anything was sent. Leaves no trace.
create function play.came_of(p_mode text, p_from text, p_to text, p_listed text default null) returns text
language plpgsql as $$
declare
  v_came_of text;
begin
  update shipkeeper.settings
  set lot_mode = p_mode, lot_transitions = array_remove(lot_transitions || p_listed, null), lot_after_claim = '0';
  perform play.order_on_hold('1', p_status => p_from);
  update public.orders_inbox set status = p_to;
  perform play.run_lots();
  v_came_of := concat_ws(' / ', coalesce(play.review('1'), 'no review'), case when play.posts() > 0 then 'sent' end);
  raise exception 'enough';
exception
  when raise_exception then
    return v_came_of;
end
$$;

-- From the start: one transition alone opens a review, in every mode.
select is(
  play.came_of(m.mode, t.from_status, t.to_status), case when t.is_allowed then m.verdict else 'no review' end,
  format('%s: %s -> %s', m.mode, t.from_status, t.to_status)
)
from transition as t, (
  values ('off', 'closed / skipped / mode'), ('dry_run', 'closed / would_update'),
  ('approval', 'approval / awaiting_approval / mode'), ('automatic', 'closed / verified / sent')
) as m (mode, verdict);

-- A list that the shop has widened.
select is(
  play.came_of(m.mode, t.from_status, t.to_status, t.from_status || ' -> ' || t.to_status), t.verdict,
  format('%s, with the list widened: %s -> %s', m.mode, t.from_status, t.to_status)
)
from (
  values
  ('off', 'awaiting_payment', 'awaiting_shipment', 'closed / skipped / mode'),
  ('dry_run', 'awaiting_payment', 'awaiting_shipment', 'closed / would_update'),
  ('approval', 'awaiting_payment', 'awaiting_shipment', 'approval / awaiting_approval / mode'),
  ('automatic', 'awaiting_payment', 'awaiting_shipment', 'closed / verified / sent'),
  ('off', 'pending', 'awaiting_shipment', 'closed / skipped / mode'),
  -- Its history does not begin on hold or unpaid: nobody knows.
  ('dry_run', 'pending', 'awaiting_shipment', 'closed / would_update / history_unknown'),
  ('approval', 'pending', 'awaiting_shipment', 'approval / awaiting_approval / history_unknown'),
  ('automatic', 'pending', 'awaiting_shipment', 'approval / awaiting_approval / history_unknown'),
  ('automatic', 'uploaded', 'awaiting_shipment', 'approval / awaiting_approval / previously_awaiting_shipment'),
  ('automatic', 'on_hold', 'uploaded', 'closed / verified / sent'),
  ('automatic', 'on_hold', 'pending', 'closed / verified / sent')
) as t (mode, from_status, to_status, verdict)
cross join lateral (select t.mode) as m;
select is(
  play.came_of('automatic', 'awaiting_payment', 'awaiting_shipment', 'on_hold -> pending'), 'no review',
  'another transition in the list is not this one'
);

-- An operator may have any order looked at; nothing is changed before one agrees.
create function play.came_of_asking(p_mode text, p_status text) returns text language plpgsql as $$
declare
  v_came_of text;
begin
  update shipkeeper.settings set lot_mode = p_mode;
  perform play.order_on_hold('1', p_status => p_status);
  perform shipkeeper_operator.open_lot_review('1', 'looked at the shelf');
  perform play.run_lots();
  v_came_of := concat_ws(' / ', coalesce(play.review('1'), 'no review'), case when play.posts() > 0 then 'sent' end);
  raise exception 'enough';
exception
  when raise_exception then
    return v_came_of;
end
$$;
select is(play.came_of_asking(m.mode, 'on_hold'), m.verdict, m.mode || ': asked for by an operator')
from (
  values ('off', 'closed / skipped / mode'), ('dry_run', 'closed / would_update / mode'),
  ('approval', 'approval / awaiting_approval / mode'), ('automatic', 'approval / awaiting_approval / mode')
) as m (mode, verdict);
select is(
  play.came_of_asking('automatic', 'awaiting_shipment'),
  'approval / awaiting_approval / previously_awaiting_shipment', 'one that awaits shipment already'
);
select is(
  play.came_of_asking('dry_run', 'awaiting_shipment'), 'closed / would_update / previously_awaiting_shipment',
  'and what a dry run says of it'
);

-- The mode is that of the cycle, not that of the release.
select play.released_order('5');
update shipkeeper.settings set lot_mode = 'approval';
select play.run_lots();
select is(play.review('5'), 'approval / awaiting_approval / mode', 'the mode at the time it is looked at counts');
select play.released_order('6');
update shipkeeper.settings set lot_mode = 'off';
select play.run_lots();
select is(play.review('6'), 'closed / skipped / mode', 'off closes those that are open');
select is(play.review('5'), 'approval / awaiting_approval / mode', 'what waits for an operator goes on waiting');
select is(play.sent(), '{}', 'and ShipStation is not asked');

select * from finish();
rollback;
