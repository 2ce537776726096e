-- What is asked of ShipStation does not depend on how the runner's role, the database or the server is set.
begin;
\ir ../lots/prelude.psql
select plan(14);
insert into play.clock values ('2025-11-20 20:00Z');
update shipkeeper.settings set list_saves_at_least = 1;

-- A ghost's list, one ghost alone, a page of the sync, an order asked for again, and a lot that is sent.
select play.make_ghosts('1', '2', '3', '4', '5', '6'), play.make_ghost('90', 'uploaded');
update public.orders_inbox set order_date = '2025-10-28' where order_number <> '90';
select play.remote_order(n::text, '2025-01-01 10:00', p_more => '{"orderDate": "2025-10-28T10:00:00"}') from generate_series(1, 6) as n;
select play.remote_order('90', '2025-01-01 10:00');
select play.released_order('50', array[play.item('17612 - 250237', 2, 19.9)]);
insert into shipkeeper.refused_order (shipstation_order_id, reason, refused_at, next_attempt_at) values ('555', 'x', now(), now());
select play.sync('full', '2025-11-20 17:30Z');

-- What a run and a scan ask for under a setting, digits aside, since times pass; everything is undone again.
create function play.requests_under(p_name text, p_value text) returns text[] language plpgsql as $$
declare
  v_requests text[];
begin
  begin
    perform set_config(p_name, p_value, true);
    perform play.run('{"kind": "run", "writes_allowed": true}');
    v_requests := array(
      select regexp_replace(concat_ws(' ', s.method, s.path, convert_from(s.body, 'UTF8')), '[0-9]', '0', 'g')
      from play.step as s
      where s.kind = 'send'
      order by s.n
    );
    perform play.run('{"kind": "scan", "orders": 1}');
    v_requests := v_requests || play.sent();
    raise exception 'undone' using errcode = 'PT001';
  exception
    when sqlstate 'PT001' then return v_requests;
  end;
end
$$;
create temporary table usual as select play.requests_under('application_name', 'usual') as requests;
select cmp_ok(cardinality(requests), '>', 8, 'much is asked for') from usual;
select is(
  array(select k from unnest(array['orderDateStart', 'modifyDateStart', 'POST', 'shipments', 'sortBy=CreateDate', '/orders/000 ']) as k
    where not exists (select from usual, unnest(requests) as r where r || ' ' like '%' || k || '%')), '{}',
  'of each kind'
);
select is(play.requests_under(name, value), (select requests from usual), format('%s = %s changes nothing', name, value))
from (
  values
  ('datestyle', 'German'), ('datestyle', 'SQL, DMY'), ('datestyle', 'Postgres, MDY'), ('intervalstyle', 'sql_standard'),
  ('timezone', 'Asia/Kathmandu'), ('extra_float_digits', '-15'), ('bytea_output', 'escape'),
  ('standard_conforming_strings', 'off'), ('quote_all_identifiers', 'on'), ('transform_null_equals', 'on'),
  ('array_nulls', 'off'), ('lc_numeric', 'C')
) as v (name, value);

select * from finish();
rollback;
