-- A batch that fails is halved, down to the order at fault; the server's trouble ends the turn and blames no order; chance gets a second try.
begin;
\ir ../prelude.psql
\ir ../sync/remote.psql
select plan(32);
-- Fails with a code, where an order carries this SKU, as often as it says.
create sequence play.tries;
create function play.fail() returns trigger language plpgsql security definer as $$
begin
  if nextval('play.tries') > tg_argv[1]::bigint then
    return new;
  end if;
  raise exception 'order of buyer@example.invalid' using errcode = tg_argv[0];
end
$$;
create function play.fails_with(p_state text, p_times integer default 1000) returns void language plpgsql as $$
begin
  perform setval('play.tries', 1, false);
  drop trigger if exists t on public.order_items_inbox;
  execute format(
    'create trigger t before insert on public.order_items_inbox for each row when (new.sku = ''BAD'') execute function play.fail(%L, %L)',
    p_state, p_times
  );
end
$$;
-- How many lines each order of a page has.
create table play.each_order (lines integer not null);
insert into play.each_order values (1);
-- A page of ghosts, of which these carry the SKU; how many calls it takes to work on it.
create function play.page_of(p_count integer, variadic p_bad integer[]) returns integer language plpgsql as $$
declare
  v_cycle bigint;
  v_request bigint;
  v_calls integer := 0;
begin
  delete from public.orders_inbox;
  delete from play.remote;
  perform play.forget();
  delete from shipkeeper.ghost;
  perform play.make_ghost(n::text) from generate_series(1, p_count) as n;
  perform play.remote_order(
    n::text, timestamp '2025-11-20 10:00' + n * interval '1 second', 'shipped', array(
      select play.item(case when line > 1 then 'A' || line when n = any(p_bad) then 'BAD' else 'A' end, 2)
      from play.each_order as e, generate_series(1, e.lines) as line
    )
  ) from generate_series(1, p_count) as n;
  perform play.sync('heal_only', '2025-11-20 17:30Z');
  v_cycle := play.start('{"kind": "run", "only": ["sync"]}');
  v_request := play.next_request(v_cycle);
  perform play.hand_over(v_request, a.status, a.body, null, play.date_header())
  from shipkeeper.request as r, play.remote_answer(r.path) as a where r.request_id = v_request;
  while (play.next(v_cycle)).kind = 'wait' and v_calls < 1000 loop
    v_calls := v_calls + 1;
  end loop;
  perform play.drive(v_cycle);
  perform play.end_cycle(v_cycle);
  return v_calls;
end
$$;
create function play.outcomes() returns text language sql as $$
  select string_agg(concat_ws(' ', o.outcome, o.reason, o.count), ', ' order by o.outcome, o.reason)
  from (
    select o.outcome, o.reason, count(*) from shipkeeper.order_outcome as o where o.cycle_id = (select cycle from play.result) group by 1, 2
  ) as o
$$;

-- Halves.
select play.fails_with('P0042');
select is(
  play.page_of(200, variadic '{}'), 2 + 200 / shipkeeper.largest_batch(), 'none fails: a call that lays out, one for each batch, one that ends the page'
);
select is(play.outcomes(), 'backfilled 200', 'all are healed');
select ok(play.page_of(200, 77) between 7 and 30, 'one fails: some calls more');
select is(play.outcomes(), 'backfilled 199, error database failure P0042 1', 'it costs itself only');
select is(play.header('77') || play.header('76') || play.header('78'), 'awaiting_shipment 0shipped 2shipped 2', 'its neighbours are healed');
select is((select count(*) from public.order_items_inbox), 199::bigint, 'nothing is doubled');
select is((select count(*) from shipkeeper.seen_order), 200::bigint, 'all are seen');
select is((select count(*) from shipkeeper.lane), 0::bigint, 'the next page starts whole');
update play.each_order set lines = 150;
select is(play.page_of(9, variadic '{}'), 2 + case shipkeeper.largest_batch() when 1 then 9 else 3 end, 'of long orders a call takes fewer');
select is(play.outcomes(), 'backfilled 9', 'and all are healed');
update play.each_order set lines = 1;
select ok(play.page_of(60, 1, 2, 30, 31, 59, 60) < 60, 'several');
select is(play.outcomes(), 'backfilled 54, error database failure P0042 6', 'each costs itself only');
select play.page_of(3, 1, 2, 3);
select is(play.outcomes(), 'error database failure P0042 3', 'all');
select is_empty($$ select message from shipkeeper.message where message like '%buyer%' $$, 'no message quotes a row');

-- What the handler must name besides OTHERS: an assertion of the shop's.
select play.fails_with('P0004'), play.page_of(3, 2);
select is(play.outcomes(), 'backfilled 2, error database failure P0004 1', 'an assertion of the shop''s costs its order only');

-- Chance.
create function play.one_fails(p_state text, p_times integer) returns text language plpgsql as $$
begin
  perform play.fails_with(p_state, p_times), play.page_of(1, 1);
  return play.outcomes();
end
$$;
select is(play.one_fails(state, 1), 'backfilled 1', state || ' once: tried again alone') from unnest(array['57014', '40001', '40P01']) as state;
select play.fails_with('40P01'), play.page_of(1, 1);
select is(play.outcomes(), 'error database failure 40P01 1', 'twice: the order''s outcome');
select is((select last_value from play.tries), 2::bigint, 'no third try');
select play.fails_with('P0042', 1), play.page_of(1, 1);
select is(play.outcomes(), 'error database failure P0042 1', 'what is no chance has one try');
-- The server stops a call once: what has used up its time gets no second try, which nothing would end.
create function play.dawdle() returns trigger language plpgsql security definer as $$
begin
  perform nextval('play.tries'), pg_sleep(2);
  return new;
end
$$;
drop trigger t on public.order_items_inbox;
create trigger t before insert on public.order_items_inbox for each row execute function play.dawdle();
select setval('play.tries', 1, false);
set local statement_timeout = '1s';
select play.page_of(1, 1);
set local statement_timeout = '60s';
select is(play.outcomes(), 'error database failure 57014 1', 'a statement_timeout that is used up: the order''s outcome');
select is((select last_value from play.tries), 1::bigint, 'no second try without a limit');
drop trigger t on public.order_items_inbox;
select play.fails_with('55P03'), play.page_of(2, 1);
select is(play.outcomes(), 'backfilled 1, skipped locked 1', 'a lock that is not had is no error');

-- The server's trouble.
create function play.troubled(p_state text) returns text language plpgsql as $$
begin
  perform play.fails_with(p_state), play.page_of(60, 55);
  return concat_ws('; ', play.outcomes(), (select w.ended from shipkeeper.sync_walk as w where w.cycle_id = (select cycle from play.result)),
    (select count(*) from shipkeeper.refused_order), play.watermark());
end
$$;
select is(
  play.troubled(state), format('backfilled %s; given_up; 0; 2025-11-20T17:30:00Z', shipkeeper.largest_batch()), state || ': ends the turn, and blames no order'
) from unnest(array['08006', '53100', '57P01', '58030', 'XX000', '25006']) as state;
select ok(play.has_said('error: ❌ Sync: database failure 25006 - the watermark stays, the next cycle asks again'), 'which is said');
-- The same for a ghost that is asked for.
select play.fails_with('53200'), play.sync('off');
delete from public.orders_inbox;
delete from shipkeeper.ghost;
select play.make_ghosts('1', '2'), play.answer_order('1', 'shipped', play.item('BAD')), play.run();
select is(
  (select count(*) from shipkeeper.ghost where last_outcome is null and next_attempt_at <= clock_timestamp()) || array_to_string(play.sent(), ' '),
  '2/orders/71', 'a ghost: the others are not asked for, all are due again'
);

select * from finish();
rollback;
