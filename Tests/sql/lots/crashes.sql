-- The runner ends at any step: ShipStation's order ends right, one change has taken effect, the trace has one row.
begin;
\ir prelude.psql
select plan(30);

-- Drives a cycle up to its nth request and leaves it there: as it was handed out (sent or not), or with its answer
-- handed over. False: there is no such request.
create function play.drive_to(p_cycle bigint, p_n integer, p_is_sent boolean, p_is_answered boolean) returns boolean
language plpgsql as $$
declare
  v_step record;
  v_answer record;
  v_n integer := 0;
begin
  loop
    v_step := play.next(p_cycle);
    if v_step.kind = 'done' then
      return false;
    elsif v_step.kind = 'send' then
      v_n := v_n + 1;
      if p_is_sent or v_n < p_n then
        v_answer := play.answer_to(v_step.method, v_step.path, v_step.body, null);
      end if;
      if v_n = p_n and not p_is_answered then
        return true;
      end if;
      perform play.hand_over(v_step.request, v_answer.status, v_answer.body, v_answer.error, v_answer.headers);
      if v_n = p_n then
        return true;
      end if;
    end if;
  end loop;
end
$$;
create function play.came_of(p_n integer, p_is_sent boolean, p_is_answered boolean) returns text language plpgsql as $$
declare
  v_came_of text;
begin
  perform play.released_order('1');
  if not play.drive_to(
    play.start('{"kind": "run", "only": ["lots"], "writes_allowed": true}'), p_n, p_is_sent, p_is_answered
  ) then
    v_came_of := 'there is no such step';
    raise exception 'enough';
  end if;
  perform play.lease_expires();
  perform play.run_lots();
  v_came_of := concat_ws(' | ', (select count(*) from play.taken), cardinality(play.trace('1')), play.lines('1')::text);
  -- What looks find not taken in for an hour comes again.
  perform play.hour_passes();
  perform play.reviews_are_due();
  perform play.run_lots();
  v_came_of := concat_ws(
    ' | ', play.review('1'), (select count(*) from play.taken), cardinality(play.trace('1')), play.skus('1')::text,
    play.lines('1')::text, (select count(*) from shipkeeper.request where body is not null or answer is not null),
    (select count(*) from shipkeeper.lot_review where post_body is not null)
  );
  raise exception 'enough';
exception
  when raise_exception then
    return v_came_of;
end
$$;
select is(
  play.came_of(n, w.is_sent, w.is_answered),
  'closed / verified | 1 | 1 | {"17612 - 250300"} | {"17612|17612 - 250300|2|1000"} | 0 | 0',
  format('the runner ends at request %s, %s', n, w.name)
)
from generate_series(1, 5) as n, (
  values (false, false, 'before it is sent'), (true, false, 'before its answer comes'), (true, true, 'with its answer handed over')
) as w (is_sent, is_answered, name);
select is(play.came_of(6, true, true), 'there is no such step', 'these are all steps');

-- Stopped in good order (SIGTERM) after an answer: it is worked on at the end, and nothing more is sent.
create function play.came_of_stopping(p_n integer) returns text language plpgsql as $$
declare
  v_cycle bigint;
  v_came_of text;
begin
  perform play.released_order('1');
  v_cycle := play.start('{"kind": "run", "only": ["lots"], "writes_allowed": true}');
  perform play.drive_to(v_cycle, p_n, true, true);
  perform play.end_cycle(v_cycle);
  v_came_of := play.review('1');
  perform play.reviews_are_due();
  perform play.run_lots();
  v_came_of := concat_ws(' | ', v_came_of, play.review('1'), (select count(*) from play.taken), cardinality(play.trace('1')));
  raise exception 'enough';
exception
  when raise_exception then
    return v_came_of;
end
$$;
select is(
  play.came_of_stopping(n), s || ' | closed / verified | 1 | 1', format('stopped after the answer to request %s', n)
)
from (values (1, 'open'), (2, 'open'), (3, 'open'), (4, 'posted'), (5, 'closed / verified')) as c (n, s);

-- A runner that was suspended finds its request too old and hands it back: certainly not sent.
select play.released_order('1');
create temporary table run as select play.start('{"kind": "run", "only": ["lots"], "writes_allowed": true}') as cycle;
select play.drive_to(cycle, 4, false, false) from run;
select is(
  (select concat_ws(' ', state, posts, post_body is null) from shipkeeper.lot_review), 'posted 1 t',
  'the change is recorded before it is sent'
);
select play.hand_over(
  (select request_id from shipkeeper.request where state = 'in_flight'), null, null, 'not_sent_too_late', null
);
select play.drive(cycle) from run;
select is((select count(*) from play.taken), 1::bigint, 'suspended with a change in hand: sent once, from a new read');
select results_eq(
  'select purpose from shipkeeper.request order by request_id',
  array['read', 'shipments', 'confirm', 'post', 'confirm', 'post', 'check'], 'read again before it is sent'
);
select is((select concat_ws(' ', posts, outcome) from shipkeeper.lot_review), '1 verified', 'and counted once');
select play.end_cycle(cycle) from run;

-- Suspended for a minute while another host has taken over and changed the order: its answer decides nothing.
delete from play.taken;
select play.released_order('2');
create temporary table first_run as select play.start('{"kind": "run", "only": ["lots"], "writes_allowed": true}') as cycle;
select play.drive_to(cycle, 4, false, false) from first_run;
create temporary table suspended as select * from shipkeeper.request where state = 'in_flight';
select play.lease_expires();
select play.run_lots();
select is(play.review('2'), 'posted', 'another host looks first');
select play.hour_passes();
select is(play.review('2'), 'closed / verified', 'and changes it');
select play.take_order(body) from suspended;
select results_eq(
  'select a.stop, a.message from suspended as s, shipkeeper_runner.accept_response(s.request_id, 200, '''', ''{}'', null) as a',
  $$ values (true, '⚠️ This cycle was closed meanwhile - the answer decides nothing') $$, 'the first one is told to stop'
);
select is(play.skus('2'), array['17612 - 250300'], 'what it may still have sent was the same');
select is(play.trace('2'), array['17612 250237>250300 verified by automatic'], 'one row of trace');

select * from finish();
rollback;
