-- The machine of a review: every state with every event, let in or refused; the drawing says the same.
begin;
\ir prelude.psql
\set readme `cat sql/lots/README.md`
select plan(9);

-- The drawing: each arrow, `[*]` being new on its left and closed on its right.
create temporary table drawn as
select
  case m[1] when '[*]' then 'new' else m[1] end as state,
  e.event,
  case m[2] when '[*]' then 'closed' else m[2] end as next_state
from regexp_matches(:'readme', '^ +(\S+) --> (\S+): (.+)$', 'gn') as m
cross join regexp_split_to_table(m[3], ', ') as e (event);
select set_eq('select * from drawn', 'select * from shipkeeper.lot_move', 'the drawing is the table');
select is((select count(*) from drawn), (select count(*) from shipkeeper.lot_move), 'each arrow once');
select is_empty(
  $$
  select next_state from shipkeeper.lot_move
  where next_state not in (select m.state from shipkeeper.lot_move as m) and next_state <> 'closed'
  $$, 'every state but the last lets something in'
);
-- How one begins.
select play.order_on_hold('1');
select play.release('1');
select is(play.review('1'), 'open', 'released it is open');
delete from shipkeeper.lot_review;
select is(shipkeeper_operator.open_lot_review('1', 'x') > 0, true, 'an operator asks for one');
select is(play.review('1'), 'open', 'asked for, too');
delete from shipkeeper.lot_review;

-- What comes of each event in each state. Leaves no trace.
create function play.moved(p_state text, p_event text) returns text language plpgsql as $$
declare
  v_review shipkeeper.lot_review;
  v_came_of text;
begin
  insert into shipkeeper.lot_review (order_inbox_id, order_number, opened_at, opened_by, next_look_at, state, closed_at)
  values (1, '1', clock_timestamp(), 'x', clock_timestamp(), p_state, case p_state when 'closed' then clock_timestamp() end)
  returning * into v_review;
  v_review.outcome := case p_event when 'ended_early' then 'skipped' else 'current' end;
  perform shipkeeper.move_review(v_review, p_event);
  select r.state into v_came_of from shipkeeper.lot_review as r;
  raise exception 'enough';
exception
  when raise_exception then
    return case sqlerrm when 'enough' then v_came_of else sqlerrm end;
end
$$;
create temporary table walked as
select s.state, e.event, play.moved(s.state, e.event) as came_of, m.next_state
from (select state from shipkeeper.lot_move where state <> 'new' union select 'closed') as s
cross join (select distinct event from shipkeeper.lot_move) as e
left join shipkeeper.lot_move as m on m.state = s.state and m.event = e.event;
select is((select count(*) from walked), 7::bigint * (select count(distinct event) from shipkeeper.lot_move), 'every state with every event');
select is_empty(
  'select * from walked where next_state is not null and came_of is distinct from next_state', 'what is let in leads where the table says'
);
select is_empty(
  $$
  select * from walked
  where next_state is null
    and came_of is distinct from format(
      'A review of lots that is %s cannot be %s: shipkeeper.lot_move says what may happen to it.', state, event
    )
  $$, 'everything else is refused'
);

select * from finish();
rollback;
