-- A number here with blanks around it, or with what nobody sees: the order of ShipStation's that looks so is no second one.
begin;
\ir ../prelude.psql
\ir remote.psql
\ir ../round/prelude.psql
select plan(13);
create function play.conflicts() returns text language sql as $$
  select play.watch();
  select coalesce(string_agg(a.alert || ': ' || a.subject, ' ' order by a.subject), '') from shipkeeper_report.alerts as a
  where a.alert in ('number_conflicts', 'missing_orders')
$$;
create function play.numbers() returns text language sql as $$
  select string_agg(format('[%s] %s', o.order_number, coalesce(o.shipstation_order_id, '-')), ', ' order by o.id) from public.orders_inbox as o
$$;

-- Uploaded by a program that leaves a blank behind the number: linked, as any other.
select play.sync('full', clock_timestamp() - interval '2 hours');
select play.header_of('9 ', 'uploaded'), play.order_of('9'), play.order_of('8'), play.header_of('8');
update public.orders_inbox set shipstation_order_id = null where order_number = '9 ';
select play.run();
select is(play.numbers(), '[9 ] 79, [8] 78', 'no second order comes in; the one that is here gets its id');
select is(play.conflicts(), '', 'and that is all');
select play.round(), play.round();
select is(play.numbers() || play.conflicts(), '[9 ] 79, [8] 78', 'nor does a round find one');
select is((select sum(quantity) from public.order_items_inbox), 4::bigint, 'no unit is here twice');

-- Of another id, with a character that nobody sees.
select play.header_of(U&'1\200B0'), play.order_of('10');
update public.orders_inbox set shipstation_order_id = '5555' where order_number = U&'1\200B0';
select play.run();
select is((select count(*) from public.orders_inbox), 3::bigint, 'two orders that look alike: the second does not come in');
select is(play.conflicts(), 'number_conflicts: Order 10 is another one in ShipStation (id 710, awaiting_shipment) than here: another id.', 'they are in conflict');
select is((select order_number from shipkeeper_report.alerts where alert = 'number_conflicts'), U&'1\200B0', 'the alert has the number that is here');
select play.run(), play.run();
select is(play.conflicts(), 'number_conflicts: Order 10 is another one in ShipStation (id 710, awaiting_shipment) than here: another id.', 'for as long as that lasts');
update public.orders_inbox set shipstation_order_id = '710' where order_number = U&'1\200B0';
select play.run(), play.round();
select is(play.conflicts(), '', 'given the id it is over');

-- heal_only says so, too, with a statement that finds the order.
delete from public.orders_inbox;
delete from play.remote;
select play.forget(), shipkeeper.forget_round(), play.sync('heal_only', clock_timestamp() - interval '2 hours');
select play.header_of(U&'11\00A0', 'uploaded', '{"A": 1}'), play.order_of('11');
update public.orders_inbox set shipstation_order_id = null;
select play.round();
select is(play.conflicts(), 'number_conflicts: Order 11 is another one in ShipStation (id 711, awaiting_shipment) than here: units differ.', 'heal_only: a conflict, no order that is missing');
create function play.give_id() returns void language plpgsql as $$
begin
  execute (select substring(remedy from 'update .*(?=\.$)') from shipkeeper_report.alerts where alert = 'number_conflicts');
end
$$;
select play.give_id();
select is(play.numbers(), U&'[11\00A0] 711', 'the statement of the alert gives it its id');

create function play.plan() returns text language plpgsql as $$
declare
  v_line text;
  v_plan text := '';
begin
  set local enable_seqscan = off;
  for v_line in execute 'explain '
    || replace(substring(pg_get_functiondef('shipkeeper.header_of_number'::regproc) from 'select min\(.*?\) as n\n'), 'p_number', '''9''')
  loop
    v_plan := v_plan || v_line || E'\n';
  end loop;
  return v_plan;
end
$$;
-- By an index, in a shop of whatever size, and where each number holds a character beyond ASCII.
select matches(
  play.plan(), '(using|on) orders_inbox_shipkeeper_odd_number_idx.*Index Cond: \(\(?regexp_replace', 'numbers of that kind are found by what else they hold'
);
select is((select count(*) from shipkeeper.verify()), 0::bigint, 'nothing is inconsistent');

select * from finish();
rollback;
