-- What the pages of a list bring, and what they do not.
begin;
\ir ../prelude.psql
\ir ../sync/remote.psql
select plan(40);
update shipkeeper.settings set list_saves_at_least = 1;
-- Ghosts p_from to p_to, all of a day here and there, in a status that ShipStation does not know.
create function play.ghosts_of(p_day date, p_from integer, p_to integer) returns void language sql as $$
  select play.make_ghost(n::text, 'uploaded') from generate_series(p_from, p_to) as n;
  update public.orders_inbox set order_date = p_day where order_number::integer between p_from and p_to;
  select play.remote_order(n::text, '2025-11-01 10:00', 'shipped', p_more => jsonb_build_object('orderDate', p_day || 'T10:00:00'))
  from generate_series(p_from, p_to) as n;
$$;
create function play.asked() returns text language sql as $$
  select coalesce(string_agg(
    case when u.path ~ '^/orders\?' then 'list' else substr(u.path, 9) end, ' ' order by u.place
  ), '')
  from unnest(play.sent()) with ordinality as u (path, place)
$$;
create function play.anew() returns void language sql as $$
  delete from public.orders_inbox;
  delete from play.remote;
  delete from play.answer;
  delete from play.spoilt_answer;
  delete from play.damage;
  delete from shipkeeper.ghost;
$$;

-- Forty of two days.
select play.ghosts_of('2025-11-01', 1, 20), play.ghosts_of('2025-11-02', 21, 40);
select is(play.run(), 'done', 'forty ghosts of two days');
select play.figures_are('{"requests": 1, "backfilled": 40, "errors": 0, "ghost_orders_found": 40}', 'are healed by one request');
select is(
  (select array_agg(distinct o.total_items || ' ' || o.status) from public.orders_inbox as o), array['2 shipped'], 'as each by itself'
);
select is((select sum(attempts) from shipkeeper.ghost), null, 'none is left');
select results_eq(
  $$ select place, order_status, first_date, last_date, ghosts, orders_expected, total, is_finished from shipkeeper.ghost_list $$,
  $$ values (1, null::text, date '2025-11-01', date '2025-11-02', 40, 40::bigint, 40, true) $$, 'the list and what it held are kept'
);
select is(
  (select count(distinct request_id) from shipkeeper.order_outcome), 1::bigint, 'each outcome names the request that decided'
);
select play.run();
select is(play.sent(), '{}', 'then there is nothing to ask for');

-- One whose order cannot be used, one with a NUL, one that is not on the list.
select play.anew(), play.ghosts_of('2025-11-01', 1, 6);
update play.remote set content = content || '{"items": "none"}' where id = 72;
update play.remote set content = content || '{"customerEmail": "NUL"}' where id = 73;
insert into play.damage values ('NUL', convert_to('\u0000', 'UTF8'));
delete from play.remote where id = 74;
select is(play.run(), 'done', 'spoiled orders on a list');
select is(play.asked(), 'list 73 74 list', 'what the list told is not asked for again; what it did not is, singly, and after a 404 by its number');
select is(play.outcome_of('2'), 'error: items are missing or no list', 'an order that cannot be used costs itself only');
select is(play.outcome_of('3'), 'error: answer holds a NUL', 'so does one that holds a NUL');
select is(play.header('4'), 'cancelled 0', 'one that is on no list is looked for by its id before it counts as unknown');
select play.figures_are('{"backfilled": 3, "errors": 2, "cancelled": 1}', 'the others are healed');
select is((select attempts from shipkeeper.ghost where order_number = '2'), 1, 'a list counts as an attempt');
select is((select setbacks from shipkeeper.ghost where order_number = '2'), 1, 'and its wait grows');

-- An order twice on a list, and one of somebody else.
select play.anew(), play.ghosts_of('2025-11-01', 1, 3);
insert into play.spoilt_answer (request, status, body)
select 1, 200, convert_to(jsonb_build_object('total', 5, 'orders', jsonb_agg(r.content order by r.id) || jsonb_agg(
  r.content || case when r.id = 73 then '{"orderId": 99}' else '{}' end order by r.id
))::text, 'UTF8')
from play.remote as r;
select play.run();
select play.figures_are('{"backfilled": 3, "requests": 1}', 'an order twice on a list is worked on once');

-- What changes while the list is on its way.
select play.anew(), play.ghosts_of('2025-11-01', 1, 5);
create temporary table run as select play.start() as cycle;
create temporary table page as select play.next_request(cycle) as request from run;
update public.orders_inbox set status = 'shipped' where order_number = '1';
insert into public.order_items_inbox (order_inbox_id, sku, quantity) select id, 'X', 9 from public.orders_inbox where order_number = '2';
update public.orders_inbox set shipstation_order_id = '799' where order_number = '3';
delete from public.orders_inbox where order_number = '4';
select play.hand_over(page.request, a.status, a.body) from page, shipkeeper.request as r, play.remote_answer(r.path) as a
where r.request_id = page.request;
select play.drive(cycle) from run;
select play.end_cycle(cycle) from run;
select is(play.outcome_of('1'), 'skipped: closed_meanwhile', 'closed meanwhile');
select is(play.outcome_of('2'), 'skipped: has_lines', 'healed meanwhile');
select is(play.outcome_of('3'), 'skipped: shipstation_id_changed', 'another order''s meanwhile');
select is(play.outcome_of('4'), 'skipped: order_gone', 'gone meanwhile');
select is(play.header('5'), 'shipped 2', 'and one that is as it was: healed');

-- A page that is none ends the list; its ghosts are asked for singly, as far as the requests of the cycle go.
create function play.list_answered(p_status integer, p_body text, p_error text default null) returns text language plpgsql as $$
begin
  perform play.anew(), play.ghosts_of('2025-11-01', 1, 4);
  update shipkeeper.quota set blocked_until = null, resets_at = null;
  insert into play.spoilt_answer (request, status, body, error) values (1, p_status, convert_to(p_body, 'UTF8'), p_error);
  return play.run() || '; ' || play.asked();
end
$$;
select is(play.list_answered(status, body, error), result, format('a list answered with: %s', concat_ws(' ', status, body, error)))
from (
  values
  (500, '', null, 'done; list 71 72 73'), (503, '', null, 'done; list 71 72 73'), (404, '', null, 'done; list 71 72 73'),
  (null, '', 'timeout', 'done; list 71 72 73'), (200, '{"orders": [', null, 'done; list 71 72 73'),
  (200, '{"orders": []}', null, 'done; list 71 72 73'), (200, '{"orders": [], "total": 0}', null, 'done; list 71 72 73'),
  (200, '{"orders": [], "total": 4}', null, 'done; list 71 72 73'),
  (200, '{"orders": [], "total": 2147483647}', null, 'done; list 71 72 73'), (200, '<html>', null, 'done; list 71 72 73'),
  (null, '', 'not_sent_late', 'done; list list'),
  (429, '', null, 'rate_limited; list'), (401, '', null, 'credentials_refused; list')
) as v (status, body, error, result);
select play.list_answered(429, '');
select is((select sum(setbacks) from shipkeeper.ghost), 0::bigint, 'a 429 is no setback of any ghost');
select is((select bool_or(listed_by_date) from shipkeeper.ghost), false, 'nor is the list in vain for them');
update shipkeeper.quota set blocked_until = null, resets_at = null;
select play.run();
select is(play.asked(), 'list', 'the next cycle asks for it');
select play.figures_are('{"backfilled": 4}', 'and heals them');

-- A runner that vanishes says nothing of a list either.
select play.anew(), play.ghosts_of('2025-11-01', 1, 4);
delete from run;
insert into run select play.start();
select play.next_request(cycle) from run;
update shipkeeper.lease set expires_at = '-infinity';
select play.run();
select is(play.asked(), 'list', 'a list whose runner vanished is asked for again');
select play.figures_are('{"backfilled": 4}', 'and heals its ghosts');

select * from finish();
rollback;
