-- What was perhaps sent is looked at until it is known, whoever would end the review meanwhile: an operator, another release, a refusal of
-- the next change.
begin;
\ir prelude.psql
select plan(10);

-- What comes of a change without an answer, an hour of looks behind it, after something is done; and six hours after it was sent, where it
-- has come late or not. Leaves no trace.
create function play.came_of(p_in_the_hour text, p_after_it text, p_is_late boolean default false) returns text language plpgsql as $$
declare
  v_came_of text;
begin
  perform play.released_order('1');
  perform play.go_wrong('POST', '/orders/createorder', p_error => 'timeout');
  perform play.run_lots();
  execute p_in_the_hour;
  perform play.hour_passes();
  execute p_after_it;
  v_came_of := play.review('1');
  if p_is_late then
    perform play.edit_remote('1', '{"items.0.sku": "17612 - 250300"}');
  end if;
  update shipkeeper.lot_review as r
  set posted_at = r.posted_at - interval '6 hours', opened_at = r.opened_at - interval '6 hours', next_look_at = clock_timestamp()
  where r.state <> 'closed';
  perform play.run_lots();
  v_came_of := concat_ws(' | ', v_came_of, play.review('1'), cardinality(play.trace('1')));
  raise exception 'enough';
exception
  when raise_exception then
    if sqlerrm <> 'enough' then
      raise;
    end if;
    return v_came_of;
end
$$;

-- An operator who has to agree to the next change, and does not.
select is(
  play.came_of('update shipkeeper.settings set lot_mode = ''approval''', 'select shipkeeper_operator.reject_lot_update(play.review_id(''1''), ''x'')', l),
  'posted / skipped / rejected | ' || v, 'rejected by an operator' || case when l then ', and the change comes late' else '' end
)
from (values (false, 'closed / skipped / rejected | 0'), (true, 'closed / verified | 1')) as c (l, v);
-- Released once more after it was decided how it ends: that is decided anew.
create function play.release_anew() returns void language plpgsql as $$
begin
  perform play.edit_remote('1', '{"orderStatus": "awaiting_shipment"}');
  update public.orders_inbox set status = 'on_hold' where order_number = '1';
  perform play.release('1');
end
$$;
select is(
  play.came_of($$ select play.edit_remote('1', '{"orderStatus": "on_hold"}') $$, a.sql, a.is_late),
  a.verdict, 'on hold in ShipStation after it, ' || a.name
)
from (
  values
  ('and left so', 'select', false, 'posted / skipped / not_updatable | closed / skipped / not_updatable | 0'),
  ('released', 'select play.release_anew()', false, 'posted | approval / awaiting_approval / previously_awaiting_shipment | 0'),
  ('released, and the change comes late', 'select play.release_anew()', true, 'posted | closed / current / current | 1')
) as a (name, sql, is_late, verdict);

-- The next change is refused, or turned away and then there is a reason against it: that says nothing of the first.
create function play.second(p_status integer) returns text language sql as $$
  select play.go_wrong('POST', '/orders/createorder', p_status, null, '{}');
  select null
$$;
select is(
  play.came_of(format('select play.second(%s)', a.status), 'update shipkeeper.quota set blocked_until = null; ' || a.sql, a.is_late), a.verdict,
  format('the second change gets a %s%s', a.status, case when a.is_late then ', and the first one comes late' else '' end)
)
from (
  values
  (400, 'select', false, 'posted / held / refused (400) | closed / held / refused (400) | 0'),
  (400, 'select', true, 'posted / held / refused (400) | closed / verified | 1'),
  (429, 'select play.reviews_are_due(), play.run_lots()', false, 'open / not_applied | closed / verified | 1'),
  (429, 'update public.orders_inbox set manual_lot_override = true; select play.reviews_are_due(), play.run_lots()', false,
    'posted | closed / skipped / manual_override | 0'),
  (429, 'update public.orders_inbox set manual_lot_override = true; select play.reviews_are_due(), play.run_lots()', true,
    'posted | closed / verified | 1')
) as a (status, sql, is_late, verdict);

select * from finish();
rollback;
