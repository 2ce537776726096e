-- Lets time pass: all instants that Shipkeeper has kept are so much longer ago.
create schema walk;
create function walk.pass(p_time interval) returns void language plpgsql as $$
declare
  v_table record;
begin
  set local session_replication_role = replica;
  for v_table in
    select c.oid::regclass as name, string_agg(format('%I = %1$I - $1', a.attname), ', ') as changes
    from pg_class as c
    join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.atttypid = 'timestamptz'::regtype
    where c.relnamespace = 'shipkeeper'::regnamespace and c.relkind = 'r'
      and c.relname not in ('migration', 'deployment', 'deployed_object', 'created_table')
    group by c.oid
  loop
    execute format('update %s set %s', v_table.name, v_table.changes) using p_time;
  end loop;
end
$$;
