-- What was perhaps sent is looked at until it is known, whoever would end the review meanwhile: an operator, another release, a refusal of
-- the next change.
begin;
\ir prelude.psql
select plan(2);

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
  set posted_at = r.posted_at - interval '5 hours', opened_at = r.opened_at - interval '5 hours', next_look_at = clock_timestamp()
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
select * from finish();
rollback;
