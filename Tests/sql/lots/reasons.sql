-- What stands in the way of an update, each with its reason and outcome; of several the first of this list is it.
begin;
\ir prelude.psql
select plan(41);
-- An order may repeat a SKU here, whatever this shop holds.
select play.free_sku_rule();

create temporary table obstacle (
  place integer generated always as identity, name text, before_release text, after_release text, item jsonb [],
  verdict text
);
insert into obstacle (name, before_release, after_release, item, verdict) values
(
  'the mode is off', null, 'update shipkeeper.settings set lot_mode = ''off''', '{}', 'closed / skipped / mode'
),
(
  'the transition is not in the list any more', null,
  $$ update shipkeeper.settings set lot_transitions = array['on_hold -> shipped'] $$, '{}',
  'closed / skipped / transition_not_allowed'
),
(
  'it awaited shipment before, and such are refused',
  $$
  update shipkeeper.settings set lot_if_picked = 'refuse';
  update public.orders_inbox set status = 'awaiting_shipment';
  update public.orders_inbox set status = 'on_hold'
  $$, null, '{}', 'closed / skipped / previously_awaiting_shipment'
),
(
  'an override lies on it', null, 'update public.orders_inbox set manual_lot_override = true', '{}',
  'closed / skipped / manual_override'
),
(
  'the uploader has just claimed it', null, 'update public.orders_inbox set status = ''uploaded''', '{}',
  'open / recently_uploaded'
),
-- Only ShipStation tells when the order was made: after all that needs no request.
(
  'its history is not whole, and such are refused', 'update shipkeeper.settings set lot_if_picked = ''refuse''',
  $$
  update play.remote set content = content || jsonb_build_object('createDate',
    play.pacific(clock_timestamp() - interval '16 minutes'))
  $$, '{}', 'closed / skipped / history_unknown'
),
(
  'it is on hold in ShipStation', null, $$ select play.edit_remote('1', '{"orderStatus": "on_hold"}') $$, '{}',
  'closed / skipped / not_updatable'
),
('a SKU is not certain', null, null, array[play.item('17612-A')], 'closed / skipped / unparseable_sku'),
(
  'a SKU has no active lot', 'insert into public.sku_lot (sku, lot, active) values (''DEAD'', ''11'', 0)', null,
  array[play.item('DEAD - 11')], 'closed / skipped / no_active_lot'
),
(
  'a SKU has two active lots',
  $$
  insert into public.sku_lot (sku, lot) values ('TWO', '11'), ('TWO', '12');
  update shipkeeper.lot_activation set active_since = '2025-01-01' where sku = 'TWO'
  $$, null,
  array[play.item('TWO - 11')], 'closed / skipped / ambiguous_active_lot'
),
(
  'a lot has just been made active', 'insert into public.sku_lot (sku, lot) values (''NEW'', ''12'')', null,
  array[play.item('NEW - 11')], 'open / lot_too_fresh'
),
(
  'a SKU stands on two lines with different lots', null, null,
  array[play.item('18795 - 11001'), play.item('18795 - 11000')], 'closed / held / split_lots'
),
(
  'every line has the active lot', null,
  $$ select play.edit_remote('1', '{"items.0.sku": "17612 - 250300"}') $$, '{}', 'closed / current / current'
);

-- The verdict on an order with these obstacles in its way, their lines behind its own in this order. Leaves no trace.
create function play.verdict(p_places integer []) returns text language plpgsql as $$
declare
  v_obstacle obstacle;
  v_items jsonb [] := array[play.item('17612 - 250237')];
  v_verdict text;
  v_posts bigint;
begin
  for v_obstacle in
    select o.* from unnest(p_places) with ordinality as p (place, turn) join obstacle as o using (place) order by p.turn
  loop
    v_items := v_items || v_obstacle.item;
  end loop;
  perform play.order_on_hold('1', v_items);
  for v_obstacle in select o.* from obstacle as o where o.place = any(p_places) order by o.place loop
    execute coalesce(v_obstacle.before_release, 'select');
  end loop;
  perform play.release('1');
  for v_obstacle in select o.* from obstacle as o where o.place = any(p_places) order by o.place loop
    execute coalesce(v_obstacle.after_release, 'select');
  end loop;
  perform play.run_lots();
  v_verdict := play.review('1');
  v_posts := play.posts();
  raise exception 'enough';
exception
  when raise_exception then
    return v_verdict || case when v_posts > 0 then ', sent' else '' end;
end
$$;

select is(play.verdict('{}'), 'closed / verified, sent', 'with nothing in its way an order is updated');
select is(play.verdict(array[o.place]), o.verdict, o.name) from obstacle as o order by o.place;
select is(
  play.verdict(array(select p.place from obstacle as p where p.place >= o.place order by p.place)), o.verdict,
  o.name || ', and all that follows'
)
from obstacle as o order by o.place;
select is(
  play.verdict(array(select p.place from obstacle as p where p.place >= o.place order by p.place desc)), o.verdict,
  o.name || ', and all that follows, with the lines the other way round'
)
from obstacle as o order by o.place;

-- One more row: the order itself has gone.
select play.released_order('9');
delete from public.orders_inbox where order_number = '9';
select play.run_lots();
select is(play.review('9') || play.sent()::text, 'closed / skipped / order_gone{}', 'the header has gone');

select * from finish();
rollback;
