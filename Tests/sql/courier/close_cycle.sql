-- A cycle that cannot be closed would keep every later one from starting: its last answer costs itself only.
begin;
\ir ../prelude.psql
select plan(7);
create temporary table run (cycle bigint, request bigint);
select play.make_ghosts('1', '2');
select play.answer_order('1', 'shipped', play.item('A'));
insert into run select play.start();
update run set request = play.next_request(cycle);
select play.hand_over(r.request, 200, a.body) from run as r, play.answer as a;

-- Whatever may happen to that function.
alter function shipkeeper.handle_ghosts(shipkeeper.request) rename to good_handle_ghosts;
create function shipkeeper.handle_ghosts(p_request shipkeeper.request) returns void language plpgsql as $$
begin
  raise exception 'buyer@example.invalid' using errcode = 'P0042';
end
$$;
select ok(play.end_cycle(cycle) is not null, 'a cycle whose last answer cannot be worked on is closed') from run;
select is((select outcome from play.result), 'no_progress', 'it is none that went well');
select ok(
  'error: ❌ The last answer of the cycle (ghosts) could not be worked on: database failure P0042' = any(play.said()),
  'it says so, without data'
);
select is((select count(*) from shipkeeper.request where answer is not null), 0::bigint, 'its body is erased');
select is((select cycle_id from shipkeeper.lease), null, 'the lease is free');
drop function shipkeeper.handle_ghosts(shipkeeper.request);
alter function shipkeeper.good_handle_ghosts(shipkeeper.request) rename to handle_ghosts;
select play.answer_order('2', 'shipped', play.item('A'));
select is(play.run(), 'done', 'the next one starts');
select is(play.header('1') || ', ' || play.header('2'), 'shipped 1, shipped 1', 'and asks again');

select * from finish();
rollback;
