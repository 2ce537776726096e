-- Who may do what: the runner its four functions, analysts the views, operators both theirs; nobody anything else.
begin;
\ir ../prelude.psql
select plan(66);

-- Beyond what PUBLIC has anyway.
create function play.functions_of(p_role text) returns setof text language sql as $$
  select p.oid::regproc::text from pg_proc as p
  where has_function_privilege(p_role, p.oid, 'execute') and not has_function_privilege('public', p.oid, 'execute')
$$;
create function play.schemas_of(p_role text) returns setof text language sql as $$
  select n.nspname::text || case when has_schema_privilege(p_role, n.oid, 'create') then ' create' else '' end
  from pg_namespace as n
  where has_schema_privilege(p_role, n.oid, 'usage') and not has_schema_privilege('public', n.oid, 'usage')
    or has_schema_privilege(p_role, n.oid, 'create') and not has_schema_privilege('public', n.oid, 'create')
$$;
create function play.relations_of(p_role text) returns setof text language sql as $$
  select c.oid::regclass::text || ' ' || p.privilege
  from pg_class as c
  cross join unnest(array['select', 'insert', 'update', 'delete', 'truncate', 'references', 'trigger']) as p (privilege)
  where c.relkind in ('r', 'v', 'm', 'p', 'f')
    and has_table_privilege(p_role, c.oid, p.privilege) and not has_table_privilege('public', c.oid, p.privilege)
  union all
  select c.oid::regclass::text || ' column ' || p.privilege
  from pg_class as c
  cross join unnest(array['select', 'insert', 'update', 'references']) as p (privilege)
  where c.relkind in ('r', 'v', 'm', 'p', 'f')
    and has_any_column_privilege(p_role, c.oid, p.privilege)
    and not has_any_column_privilege('public', c.oid, p.privilege)
    and not has_table_privilege(p_role, c.oid, p.privilege)
  union all
  select c.oid::regclass::text || ' sequence'
  from pg_class as c
  where case when c.relkind = 'S'
    then has_sequence_privilege(p_role, c.oid, 'usage, select, update')
      and not has_sequence_privilege('public', c.oid, 'usage, select, update')
  end
$$;

-- The runner.
select set_eq(
  $$ select play.functions_of('shipkeeper_runner') $$, array[
    'shipkeeper_runner.begin_cycle', 'shipkeeper_runner.next_step', 'shipkeeper_runner.accept_response',
    'shipkeeper_runner.finish_cycle'
  ], 'the runner may call four functions'
);
select set_eq($$ select play.schemas_of('shipkeeper_runner') $$, array['shipkeeper_runner'], 'in one schema');
select is_empty($$ select play.relations_of('shipkeeper_runner') $$, 'and touch no table, no view, no sequence');

-- Analysts.
create temporary table report_view as
select c.oid::regclass::text as name from pg_class as c where c.relnamespace = 'shipkeeper_report'::regnamespace;
select set_eq(
  $$ select play.functions_of('shipkeeper_analyst') $$, array[
    'shipkeeper_report.status_page', 'shipkeeper_report.no_cycle_remedy', 'shipkeeper.plain_text', 'shipkeeper.blanks', 'shipkeeper.unseen'
  ],
  'analysts may call two functions, and what a view calls'
);
select set_eq($$ select play.schemas_of('shipkeeper_analyst') $$, array['shipkeeper_report'], 'use one schema');
select set_eq(
  $$ select play.relations_of('shipkeeper_analyst') $$,
  $$ select name || ' select' from report_view $$, 'and read every view of it'
);

-- Operators.
select set_eq(
  $$ select play.functions_of('shipkeeper_operator') $$,
  $$
  select p.oid::regproc::text from pg_proc as p
  where p.pronamespace in ('shipkeeper_operator'::regnamespace, 'shipkeeper_report'::regnamespace)
    or p.proname in ('plain_text', 'blanks', 'unseen') and p.pronamespace = 'shipkeeper'::regnamespace
  $$,
  'operators may call theirs, and what analysts may'
);
select set_eq(
  $$ select play.schemas_of('shipkeeper_operator') $$,
  array['shipkeeper_operator', 'shipkeeper_report'], 'use two schemas'
);
select set_eq(
  $$ select play.relations_of('shipkeeper_operator') $$,
  $$ select name || ' select' from report_view $$, 'and see what analysts see'
);

-- The group roles themselves.
select is_empty(
  $$
  select rolname from pg_roles
  where rolname in ('shipkeeper_runner', 'shipkeeper_analyst', 'shipkeeper_operator')
    and (rolcanlogin or rolsuper or rolcreaterole or rolcreatedb or rolreplication or rolbypassrls)
  $$, 'the group roles can neither log in nor anything else'
);
select is_empty(
  $$
  select m.roleid::regrole, m.member::regrole from pg_auth_members as m
  where m.member::regrole::text in ('shipkeeper_runner', 'shipkeeper_analyst', 'shipkeeper_operator')
  $$, 'they are in no other role'
);
select is_empty(
  $$
  select c.oid::regclass from pg_class as c
  where c.relnamespace::regnamespace::text like 'shipkeeper%' and c.relkind in ('r', 'v')
    and (has_table_privilege('public', c.oid, 'select, insert, update, delete, truncate, references, trigger')
      or has_any_column_privilege('public', c.oid, 'select, insert, update, references'))
  $$, 'PUBLIC has no right on any table or view of ours'
);
select is_empty(
  $$
  select n.nspname from pg_namespace as n
  where n.nspname in ('shipkeeper', 'shipkeeper_runner', 'shipkeeper_report', 'shipkeeper_operator')
    and has_schema_privilege('public', n.oid, 'usage, create')
  $$, 'nor on a schema'
);
select is_empty(
  $$
  select a.* from (
    select p.oid::regprocedure::text as object, (aclexplode(p.proacl)).*
    from pg_proc as p
    where p.pronamespace::regnamespace::text like 'shipkeeper%'
    union all
    select c.oid::regclass::text, (aclexplode(c.relacl)).*
    from pg_class as c
    where c.relnamespace::regnamespace::text like 'shipkeeper%'
  ) as a
  where a.is_grantable and a.grantee <> a.grantor
  $$, 'nobody may hand a right on'
);

-- Each view runs as those who read it, with rows in every table behind it.
select play.make_ghost('1', p_shipstation_id => 'x');
select play.make_ghosts('2', '3', '4', '6');
select play.answer_order('6', 'shipped', play.item('A'), play.item('A'));
select play.answer('2', 404);
select play.answer_order('3', 'shipped', play.item(null));
select play.answer_order('4', 'on_hold');
insert into public.orders_inbox (order_number, order_date, created_at) values ('5', '2025-11-03', '2025-11-03 10:00');
update shipkeeper.cancellation_stop set stopped_at = null;
select play.run();
-- Another program adds a line to one that was healed.
insert into public.order_items_inbox (order_inbox_id, sku, quantity) select id, 'B', 1 from public.orders_inbox where order_number = '3';
-- In ShipStation another order has the number of a header here, and one is unusable.
select play.remote_order('4', '2025-11-03 10:00', p_more => '{"orderId": 94}');
select play.remote_order('8', '2025-11-03 10:01', p_more => '{"orderStatus": 8}');
select play.sync('heal_only', '2025-11-03 17:00Z');
select play.run();
select play.sync('off');
delete from play.remote;
-- One order was released with an outdated lot.
insert into public.sku_lot (sku, lot, active) values ('L', '2', 1), ('L', '1', 0);
update shipkeeper.settings set lot_active_for = '0';
insert into public.orders_inbox (order_number, order_date, status, shipstation_order_id)
values ('9', '2025-11-03', 'on_hold', '79');
insert into public.order_items_inbox (order_inbox_id, sku, sku_lot, quantity)
select id, 'L', 'L - 1', 1 from public.orders_inbox where order_number = '9';
select play.remote_order(
  '9', '2025-11-03 10:00', p_items => array[play.item('L - 1')], p_more => '{"orderKey": "k"}'
);
update public.orders_inbox set status = 'awaiting_shipment' where order_number = '9';
select play.run('{"kind": "run", "only": ["lots"]}');
delete from play.remote;
-- A round has found a difference.
insert into shipkeeper.difference
values ('71', 1, '1', 'gone', 'on_hold', null, clock_timestamp(), clock_timestamp(), 1, 'infinity');
select is(
  play.as_role(
    r, format('do $do$ begin if not exists (select from %s) then raise exception ''empty''; end if; end $do$', v.name)
  ),
  'ok', format('%s reads %s', r, v.name)
)
from report_view as v, unnest(array['shipkeeper_analyst']) as r
order by v.name;
select is(
  (
    select string_agg(v.name, ', ' order by v.name)
    from report_view as v
    where play.as_role('shipkeeper_operator', 'select * from ' || v.name) <> 'ok'
  ), null, 'operators read every view'
);

-- A whole cycle as the runner, which owns nothing.
create function play.cycle_as_runner() returns text language plpgsql as $$
declare
  v_cycle bigint;
  v_step record;
  v_end record;
begin
  perform set_config('role', 'shipkeeper_runner', true);
  select b.cycle into v_cycle from shipkeeper_runner.begin_cycle('host:9', 2, '{"kind": "run"}') as b;
  loop
    select * into v_step from shipkeeper_runner.next_step(v_cycle) as n where n.kind <> 'say';
    exit when v_step.kind = 'done';
    if v_step.kind = 'send' then
      perform shipkeeper_runner.accept_response(
        v_step.request, case when v_step.path like '/orders/%' then 404 else 200 end, '', '{"orders": [], "total": 0}', null
      );
    end if;
  end loop;
  select * into v_end from shipkeeper_runner.finish_cycle(v_cycle) as f where f.kind = 'done';
  perform set_config('role', 'none', true);
  return v_end.outcome || ' ' || (v_end.metrics ->> 'cancelled');
end
$$;
grant usage on schema play to shipkeeper_runner;
select play.make_due();
select is(play.cycle_as_runner(), 'done 1', 'the runner''s role can do a whole cycle');
select is(
  play.as_role('shipkeeper_runner', s), '42501 permission denied for schema shipkeeper',
  format('the runner cannot %s', s)
)
from unnest(array['select from shipkeeper.settings', 'select shipkeeper.read_json('''')']) as s;
select is(
  play.as_role('shipkeeper_runner', 'select from public.orders_inbox'),
  '42501 permission denied for table orders_inbox', 'nor see orders'
);

-- Operators' functions as the operators' role.
select is(
  play.as_role('shipkeeper_operator', $$ select shipkeeper_operator.undo_cancellations('-infinity', 'test') $$), 'ok',
  'an operator undoes cancellations'
);
select is(
  play.as_role('shipkeeper_operator', $$ select shipkeeper_operator.release_order('1', 'test') $$), 'ok',
  'and releases an order'
);
select is(
  play.as_role('shipkeeper_operator', format('select shipkeeper_operator.%s', c)), 'ok', format('and calls %s', c)
)
from unnest(array[
  'change_setting(''lot_mode'', ''approval'', ''test'')', 'set_lot_override(''9'', ''test'')',
  'clear_lot_override(''9'', ''test'')', 'open_lot_review(''9'', ''test'')', 'pause(''test'')', 'resume(''test'')',
  'hold_order(''9'', ''test'')', 'release_order(''9'', ''test'')', 'retry_order(''9'', ''test'')', 'prune()', 'cancel_order(''4'', ''test'')'
]) as c;
select play.remote_order(
  '9', '2025-11-03 10:00', p_items => array[play.item('L - 1')], p_more => '{"orderKey": "k"}'
);
select play.run('{"kind": "run", "only": ["lots"]}');
select is(
  play.as_role('shipkeeper_operator', format('select shipkeeper_operator.%s', format(c, r.lot_review_id))), 'ok', format('and calls %s', c)
)
from shipkeeper.lot_review as r, unnest(array['approve_lot_update(%s)', 'reject_lot_update(%s, ''test'')']) as c
where r.state = 'approval';
select is(
  play.as_role('shipkeeper_analyst', $$ select shipkeeper_operator.release_order('1', 'test') $$),
  '42501 permission denied for schema shipkeeper_operator', 'an analyst does not'
);

select * from finish();
rollback;
