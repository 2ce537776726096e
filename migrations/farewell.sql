-- The last step of `down --all`: the ledger and the four schemas go, if nobody else put anything into them.
drop table shipkeeper.kept_table, shipkeeper.deployed_object, shipkeeper.deployment, shipkeeper.migration;
do $$
declare
  v_foreign text;
begin
  select string_agg(pg_describe_object(d.classid, d.objid, 0), ', ' order by pg_describe_object(d.classid, d.objid, 0))
  into v_foreign
  from pg_depend as d
  join pg_namespace as n on d.refclassid = 'pg_namespace'::regclass and n.oid = d.refobjid
  where n.nspname in ('shipkeeper', 'shipkeeper_runner', 'shipkeeper_report', 'shipkeeper_operator')
    and d.deptype = 'n';
  if v_foreign is not null then
    raise exception 'The schemas stay, since they hold what no migration made: %. Move or drop that and run down --all again.',
      v_foreign;
  end if;
end
$$;
drop schema if exists shipkeeper_operator, shipkeeper_report, shipkeeper_runner, shipkeeper restrict;
