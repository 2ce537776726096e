-- Whether an order was perhaps picked before it was released: certainly not, or nobody knows, or it was.
begin;
\ir prelude.psql
select plan(45);

-- What comes of an order whose header is written so long after ShipStation made it, with a first status and others
-- after it. Leaves no trace.
create function play.came_of(p_statuses text [], p_delay interval default '0', p_created text default null)
returns text language plpgsql as $$
declare
  v_status text;
  v_came_of text;
begin
  perform play.order_on_hold('1', p_status => p_statuses[1]);
  update play.remote set content = content || jsonb_build_object(
    'createDate', coalesce(p_created, play.pacific(clock_timestamp() - p_delay))
  );
  foreach v_status in array p_statuses[2:] loop
    update public.orders_inbox set status = v_status;
  end loop;
  perform play.release('1');
  perform play.run_lots();
  v_came_of := play.review('1');
  raise exception 'enough';
exception
  when raise_exception then
    return v_came_of;
end
$$;

update shipkeeper.settings set lot_after_claim = '0', lot_transitions = lot_transitions || '{pending -> awaiting_shipment,
  failed -> awaiting_shipment,cancelled -> awaiting_shipment,awaiting_payment -> awaiting_shipment}'::text [];
-- A whole history, in which it never awaited shipment.
select is(play.came_of(s), 'closed / verified', 'not picked: ' || s::text)
from unnest(array['{on_hold}', '{awaiting_payment}', '{awaiting_payment,on_hold}', '{on_hold,awaiting_payment,on_hold}',
  '{on_hold,pending,on_hold}', '{on_hold,failed,on_hold}', '{on_hold,cancelled,on_hold}', '{on_hold,pending}',
  '{on_hold,failed}', '{on_hold,cancelled}']::text []) as l, cast(l as text []) as s;
-- It was where pickers look.
select is(
  play.came_of(s), 'approval / awaiting_approval / previously_awaiting_shipment', 'perhaps picked: ' || s::text
)
from unnest(array['{on_hold,awaiting_shipment,on_hold}', '{on_hold,uploaded,on_hold}', '{on_hold,shipped,on_hold}',
  '{on_hold,synced_manual,on_hold}', '{awaiting_shipment,on_hold}', '{uploaded,on_hold}', '{synced_manual,on_hold}',
  '{shipped,on_hold}', '{on_hold,awaiting_shipment,pending,on_hold}', '{pending,uploaded,failed,on_hold}']::text []) as l,
  cast(l as text []) as s;
-- Its history begins with neither.
select is(play.came_of(s), 'approval / awaiting_approval / history_unknown', 'nobody knows: ' || s::text)
from unnest(array['{pending,on_hold}', '{failed,on_hold}', '{cancelled,on_hold}', '{pending}']::text []) as l,
  cast(l as text []) as s;

-- The header came soon after the order was made.
select is(play.came_of('{on_hold}', d::interval), v, 'made in ShipStation ' || d || ' before the header')
from (
  values ('14 minutes 50 seconds', 'closed / verified'),
  ('15 minutes 10 seconds', 'approval / awaiting_approval / history_unknown'),
  ('10 days', 'approval / awaiting_approval / history_unknown'), ('-14 minutes -50 seconds', 'closed / verified'),
  ('-15 minutes -10 seconds', 'approval / awaiting_approval / history_unknown')
) as c (d, v);
select is(
  play.came_of('{on_hold}', p_created => c), 'approval / awaiting_approval / history_unknown',
  format('createDate is "%s"', c)
)
from unnest(array['', 'yesterday', '2025-02-30T10:00:00']) as c;
select is(
  play.came_of('{on_hold}', p_created => to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')),
  'closed / verified', 'createDate with an offset'
);
update shipkeeper.settings set lot_history_slack = '1 day';
select is(play.came_of('{on_hold}', '23 hours'), 'closed / verified', 'the slack is a setting');
update shipkeeper.settings set lot_history_slack = default;

-- In the hour that autumn repeats either reading may be meant.
create function play.picked(p_order_inbox_id integer, p_created text) returns text language sql as $$
  select shipkeeper.was_perhaps_picked(
    jsonb_populate_record(null::shipkeeper.lot_review, jsonb_build_object('order_inbox_id', p_order_inbox_id)),
    jsonb_build_object('createDate', p_created)
  )
$$;
insert into shipkeeper.order_status_history (
  order_inbox_id, order_number, to_status, entry, changed_at, changed_by, application_name
)
select n, n, 'on_hold', 'insert', t::timestamptz, 'x', 'x'
from (values (-1, '2025-11-02 01:35-07'), (-2, '2025-11-02 01:35-08'), (-3, '2025-11-02 02:35-08')) as h (n, t);
select is(play.picked(-1, '2025-11-02T01:30:00'), null, 'autumn repeats this hour: its first reading');
select is(play.picked(-2, '2025-11-02T01:30:00'), null, 'its second one');
select is(play.picked(-3, '2025-11-02T01:30:00'), 'history_unknown', 'neither');
select is(play.picked(-9, '2025-11-03T10:00:00'), 'history_unknown', 'without any entry nobody knows');

-- An entry that was missed.
create function play.with_gap(p_unseen text, p_seen text) returns text language plpgsql as $$
declare
  v_came_of text;
begin
  perform play.order_on_hold('3');
  alter table public.orders_inbox disable trigger user;
  update public.orders_inbox set status = p_unseen where order_number = '3';
  alter table public.orders_inbox enable trigger user;
  update public.orders_inbox set status = p_seen where order_number = '3';
  perform play.release('3');
  perform play.run_lots();
  v_came_of := play.review('3');
  raise exception 'enough';
exception
  when raise_exception then
    return v_came_of;
end
$$;
select is(play.with_gap('pending', 'on_hold'), 'approval / awaiting_approval / history_unknown', 'a history with a gap');
select is(
  play.with_gap('on_hold', 'pending'), 'approval / awaiting_approval / history_unknown', 'one that perhaps has a gap: the trigger was off'
);

-- Such are never updated without an operator; a shop may refuse them.
update shipkeeper.settings set lot_if_picked = 'refuse';
select is(
  play.came_of('{on_hold,awaiting_shipment,on_hold}'), 'closed / skipped / previously_awaiting_shipment',
  'refused: it awaited shipment'
);
select is(play.came_of('{pending}'), 'closed / skipped / history_unknown', 'refused: nobody knows');
select is(play.came_of('{on_hold}'), 'closed / verified', 'not refused: certainly not picked');
update shipkeeper.settings set lot_mode = 'dry_run';
select is(
  play.came_of('{on_hold,awaiting_shipment,on_hold}'), 'closed / skipped / previously_awaiting_shipment',
  'a dry run says so too'
);
select is(play.trace('1'), '{}', 'nothing was left');

select * from finish();
rollback;
