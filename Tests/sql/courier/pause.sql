-- A page is worked on in small transactions: between them the runner is sent back at once, with a wait of no time.
begin;
\ir ../prelude.psql
\ir ../sync/remote.psql
select plan(21);
create temporary table run (cycle bigint, request bigint);
-- Starts a cycle and hands its first page over.
create function play.first_page() returns void language plpgsql as $$
declare
  v_cycle constant bigint := play.start();
  v_request constant bigint := play.next_request(v_cycle);
  v_answer constant record := play.remote_answer((select r.path from shipkeeper.request as r where r.request_id = v_request));
begin
  perform play.hand_over(v_request, v_answer.status, v_answer.body, null, play.date_header());
  delete from run;
  insert into run values (v_cycle, v_request);
end
$$;
create function play.left_over() returns bigint language sql as $$ select count(*) from shipkeeper.page_order $$;
select play.remote_orders(1, 60);
select play.make_ghosts('58', '60');
select play.sync('heal_only', '2025-11-20 17:30Z');
select play.first_page();

-- The answer is laid out by a call of its own: that takes longer than locks may be held.
update shipkeeper.lease set expires_at = clock_timestamp() + interval '1 second';
create temporary table step as select n.* from run, shipkeeper_runner.next_step(run.cycle) as n;
select results_eq(
  'select kind, seconds, level, message, request, path from step',
  $$ values ('wait', 0::numeric, null::text, null::text, null::bigint, null::text) $$, 'come back at once, and say nothing'
);
select ok((select expires_at > clock_timestamp() + interval '20 seconds' from shipkeeper.lease), 'the lease is renewed');
select is(play.left_over(), 60::bigint, 'no order is worked on yet');
select is((select state || coalesce(' ' || length(answer), '') from shipkeeper.request), 'worked', 'the body is erased');
select is(play.watermark(), '2025-11-20T17:30:00Z', 'the watermark waits for the whole page');
select is((select count(*) from shipkeeper.request), 1::bigint, 'and so does the next request');

-- Ghosts and others in batches.
create function play.until(p_left bigint) returns text language plpgsql as $$
declare
  v_kinds text := '';
  v_step record;
begin
  for v_turn in 1 .. 100 loop
    exit when play.left_over() <= p_left;
    v_step := play.next((select cycle from run));
    v_kinds := v_kinds || case when v_step.kind = 'wait' and v_step.seconds = 0 then '' else v_step.kind end;
  end loop;
  return v_kinds;
end
$$;
select is(play.until(59), '', 'at once');
select is(play.left_over(), 60::bigint - shipkeeper.largest_batch(), 'then a batch of them');
select is(play.header('58') || '; ' || play.header('60'), 'awaiting_shipment 0; awaiting_shipment 0', 'and the others in the next');
select is((select count(*) from shipkeeper.seen_order), shipkeeper.largest_batch()::bigint, 'each batch for itself');
select is((select count(*) from shipkeeper.order_outcome), 0::bigint, 'nothing to tell yet');
select is(play.watermark(), '2025-11-20T17:30:00Z', 'the page is not done');

-- The runner vanishes: what was worked on stays, the page comes again.
update shipkeeper.lease set expires_at = '-infinity';
select play.start();
select is(play.left_over(), 0::bigint, 'a cycle that was given up leaves no body');
select is((select outcome from shipkeeper.cycle where cycle_id = (select cycle from run)), 'abandoned', 'it is closed');
select is(play.watermark(), '2025-11-20T17:30:00Z', 'the watermark has not passed what was left');
update shipkeeper.lease set expires_at = '-infinity';
select is(play.run(), 'done', 'the next cycle');
select is(play.header('60'), 'awaiting_shipment 2', 'goes on with it');
select is(play.watermark(), '2025-11-20T18:10:00Z', 'to the end');

-- Twice on a page: the second sees what the first did.
insert into play.spoilt_answer (request, status, body)
select 1, 200, convert_to(jsonb_build_object('total', 60, 'orders', jsonb_agg(r.content))::text, 'UTF8')
from play.remote as r, generate_series(1, 60)
where r.id = 71;
select play.first_page();
select play.next(cycle) from run;
select play.next(cycle) from run;
select is(play.left_over(), 59::bigint, 'one order sixty times: each has a call of its own');
select play.drive(cycle), play.end_cycle(cycle) from run;

-- An empty page has nothing to wait for.
delete from play.remote;
select play.remote_order('1', '2024-01-01');
select play.first_page();
select is((play.next(cycle)).seconds, 0::numeric, 'an empty page ends in a call of its own') from run;
select is((play.next(cycle)).kind, 'done', 'then there is nothing left') from run;

select * from finish();
rollback;
