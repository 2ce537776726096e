-- A batch holds so many lines at most, and takes the orders of a page in their order.
begin;
\ir ../prelude.psql
\ir ../sync/remote.psql
select plan(2);
select play.make_ghost(n::text) from generate_series(1, 3) as n;
select play.remote_order(n::text, timestamp '2025-11-20 10:00' + n * interval '1 second', 'shipped', array(
  select play.item('A' || line) from generate_series(1, case when n = 1 then 500 else 100 end) as line
)) from generate_series(1, 3) as n;
select play.sync('heal_only', '2025-11-20 17:30Z');
create temporary table run as select play.start('{"kind": "run", "only": ["sync"]}') as cycle;
select play.next_request(cycle) from run;
select play.hand_over(r.request_id, a.status, a.body, null, play.date_header())
from shipkeeper.request as r
cross join play.remote_answer(r.path) as a;
select play.next(cycle) from run;
-- Of the last nothing is known but that it is there.
update shipkeeper.page_order set content.laid.lines = null where place = (select max(p.place) from shipkeeper.page_order as p);
create temporary table place as select row_number() over (order by p.place) as n, p.place from shipkeeper.page_order as p;
select is((select count(*) from place), 3::bigint, 'three orders are laid out');
select play.next(cycle) from run;
select is(
  array(select l.n from shipkeeper.page_order as p join place as l on l.place = p.place order by 1), '{2,3}'::bigint[],
  'the first fills the batch: none goes before the second'
);
select * from finish();
rollback;
