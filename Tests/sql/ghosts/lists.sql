-- Ghosts asked for by lists where that takes fewer requests.
begin;
\ir ../prelude.psql
select plan(28);
update shipkeeper.settings set list_saves_at_least = 1;
insert into play.clock values ('2025-11-20 20:00Z');
-- A ghost of a day here, and its order in ShipStation.
create function play.ghost_of(p_number text, p_day date, p_status text default 'awaiting_shipment', p_remote_status text default null, p_remote_day date default null)
returns void language plpgsql as $$
begin
  perform play.make_ghost(p_number, p_status);
  update public.orders_inbox set order_date = p_day where order_number = p_number;
  perform play.remote_order(
    p_number, '2025-01-01 10:00', coalesce(p_remote_status, p_status),
    p_more => jsonb_build_object('orderDate', coalesce(p_remote_day, p_day) || 'T10:00:00')
  );
end
$$;
-- Other orders of a day, with lines.
create function play.others(p_day date, p_count integer, p_status text default 'shipped') returns void language sql as $$
  with header as (
    insert into public.orders_inbox (order_number, order_date, status, shipstation_order_id)
    select format('o%s-%s-%s', p_day, p_status, n), p_day, p_status, format('8%s%s', to_char(p_day, 'YYMMDD'), n) from generate_series(1, p_count) as n
    returning id
  )
  insert into public.order_items_inbox (order_inbox_id, sku, quantity) select id, 'A', 1 from header
$$;
create function play.kinds() returns text language sql as $$
  select coalesce(string_agg(case when p like '/orders?%' then 'list' else 'one' end, ' '), '') from unnest(play.sent()) as p
$$;
create function play.no_orders() returns void language sql as $$
  delete from public.orders_inbox; delete from play.remote; delete from shipkeeper.ghost; delete from play.answer
$$;

-- Two days, by date: nobody knows the statuses.
select play.ghost_of(n::text, date '2025-11-01' + n % 2, 'uploaded', 'shipped') from generate_series(1, 20) as n;
select is(play.run(), 'done', 'twenty ghosts of two days');
select is(
  play.sent(), array[
    '/orders?orderDateStart=2025-10-31T23:59:59&orderDateEnd=2025-11-02T23:59:59&sortBy=OrderDate&sortDir=ASC&pageSize=500&page=1'
  ], 'one list'
);
select play.figures_are('{"backfilled": 20, "ghost_orders_found": 20, "requests": 1}', 'heals them all');
select is((select count(*) from shipkeeper.ghost) + (select count(*) from shipkeeper.page_order), 0::bigint, 'nothing is left');
select play.no_orders();

-- By status, where that covers more.
select play.ghost_of(n::text, date '2025-09-01' + n * 2) from generate_series(1, 20) as n;
select play.others(date '2025-09-01' + n, 30) from generate_series(1, 41) as n;
select play.run();
select is(
  play.sent(), array[
    '/orders?orderStatus=awaiting_shipment&orderDateStart=2025-09-02T23:59:59&orderDateEnd=2025-10-11T23:59:59&sortBy=OrderDate&sortDir=ASC&pageSize=500&page=1'
  ], 'spread over weeks, one status: a list of that'
);
select play.figures_are('{"backfilled": 20}', 'heals them');
select play.no_orders();

-- The statuses here are not true: by date then, and what that does not bring singly.
select play.ghost_of(n::text, date '2025-09-01' + n, p_remote_status => 'shipped') from generate_series(1, 20) as n;
select play.others(date '2025-09-01' + n, 40) from generate_series(1, 20) as n;
select play.ghost_of('99', '2025-09-10', p_remote_status => 'shipped', p_remote_day => '2024-01-01');
select play.run();
select is(play.kinds(), 'list list one', 'by status in vain, by date, the one elsewhere singly');
select play.figures_are('{"backfilled": 21}', 'all are healed');
select play.no_orders();

-- Few and far apart.
select play.ghost_of('1', '2025-01-01'), play.ghost_of('2', '2025-11-01');
select play.others('2025-06-01', 600, 'awaiting_shipment');
select play.run();
select is(play.kinds(), 'one one', 'single requests where a list takes as many');
select play.no_orders();

-- Never more requests than ghosts: the dates here are wrong.
select play.ghost_of(n::text, '2025-11-01', 'uploaded', 'shipped', '2024-01-01') from generate_series(1, 3) as n;
select play.run();
select is(play.kinds(), 'list one one', 'three ghosts, three requests');
select play.figures_are('{"backfilled": 2}', 'one is left');
select play.run();
select is(play.kinds(), 'one', 'for the next cycle, singly');
select play.no_orders();

-- Longer than was expected.
select play.ghost_of(n::text, '2025-11-01', 'uploaded', 'shipped') from generate_series(1, 3) as n;
insert into play.remote select 5000 + n, jsonb_build_object('orderId', 5000 + n, 'orderNumber', 'x', 'orderStatus', 'shipped', 'orderDate', '2025-11-01T00:00:00', 'modifyDate', '2025-01-01')
from generate_series(1, 1600) as n;
select play.run();
select is(play.kinds(), 'list one one', 'a list that turns out to have four pages is given up');
select is((select total from shipkeeper.ghost_list order by cycle_id desc limit 1), 1603, 'its first page told');
select play.no_orders();

-- Pages of a list.
select play.ghost_of(n::text, '2025-11-01', 'uploaded', 'shipped') from generate_series(1, 9) as n;
select play.others('2025-11-01', 600);
insert into play.remote select 5000 + n, jsonb_build_object('orderId', 5000 + n, 'orderNumber', 'x', 'orderStatus', 'shipped', 'orderDate', '2025-11-01T00:00:00', 'modifyDate', '2025-01-01')
from generate_series(1, 600) as n;
select play.run();
select is(array(select play.parameter(p, 'page') from unnest(play.sent()) as p), array['1', '2'], 'two pages');
select play.figures_are('{"backfilled": 9}', 'heal them');
select play.no_orders();

-- A page that cannot be read ends the list.
select play.ghost_of(n::text, '2025-11-01', 'uploaded', 'shipped') from generate_series(1, 4) as n;
update play.remote set breaks_lists = true where id = 72;
select play.run();
select is(play.kinds(), 'list one one one', 'a page that fails: singly');
select play.run();
select is(play.kinds(), 'one', 'the last in the next cycle');
select is((select api_failures_in_row from shipkeeper.cycle order by cycle_id desc offset 1 limit 1), 0, 'that says nothing of the API');
select play.no_orders();
select play.ghost_of(n::text, '2025-11-01', 'uploaded', 'shipped') from generate_series(1, 4) as n;
insert into play.answer values (
  '/orders?orderDateStart=2025-10-31T23:59:59&orderDateEnd=2025-11-01T23:59:59&sortBy=OrderDate&sortDir=ASC&pageSize=500&page=1', 200, '',
  '<html>', null
);
select play.run();
select is(play.kinds(), 'list one one one', 'nor does a web page');
select play.no_orders();

-- No quota left.
select play.ghost_of(n::text, '2025-11-01') from generate_series(1, 4) as n;
update shipkeeper.settings set cycle_budget = '0';
select play.run();
select is(play.sent(), '{}', 'without time nothing is asked for');
update shipkeeper.settings set cycle_budget = default;
update shipkeeper.settings set list_saves_at_least = 4;
select play.run();
select is(play.kinds(), 'one one one one', 'a list that saves less than the setting says');
update shipkeeper.settings set list_saves_at_least = 1;
select play.no_orders();

-- What the sync changes for ghosts.
select play.make_ghost('1');
select play.remote_order('1', '2025-11-20 10:00', 'awaiting_shipment', array[]::jsonb[]);
select play.sync('heal_only', '2025-11-20 17:00Z');
select play.run();
select is(play.outcome_of('1'), 'work_in_progress', 'without a line in ShipStation');
select ok((select next_attempt_at > clock_timestamp() + interval '55 minutes' from shipkeeper.ghost), 'polled slowly while the sync is on');
select play.sync('heal_only', '2025-11-20 17:00Z');
select play.run();
select is(
  (select count(*) from unnest(play.said()) as s where s like '%has 0 items in%'), 0::bigint, 'the same page again says nothing'
);
select play.remote_order('1', '2025-11-20 10:05');
select play.run();
select is(play.header('1'), 'awaiting_shipment 2', 'healed by the page that brings it');
select play.make_ghost('2');
select play.remote_order('2', '2025-11-20 10:06');
update shipkeeper.settings set sync_mode = 'off';
select play.run('{"kind": "run", "only": ["ghosts"]}') where false;
select shipkeeper.find_ghosts(play.start());
update shipkeeper.ghost set held_reason = 'duplicate_sku', held_at = clock_timestamp() where order_number = '2';
update shipkeeper.lease set expires_at = '-infinity';
select play.keep_sku_rule();
update shipkeeper.settings set sync_mode = 'heal_only';
select play.run();
select is(play.header('2'), 'awaiting_shipment 0', 'a ghost held for a person is left');
update shipkeeper.ghost set held_reason = 'cancellations_stopped' where order_number = '2';
select play.run();
select is(play.header('2'), 'awaiting_shipment 2', 'one held for a 404 is there after all');

select * from finish();
rollback;
