create or replace function shipkeeper.copy_problem(out kind text, out problem text)
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_owner constant oid := (select n.nspowner from pg_namespace as n where n.nspname = 'shipkeeper');
  v_empty text[];
  v_statements text;
  v_theirs text;
  v_missing text;
  v_deployed_as text;
  v_has_rights boolean;
begin
  select string_agg(format('select %L where not exists (select from shipkeeper.%1$I)', c.relname), ' union all ' order by c.relname)
  into v_statements
  from pg_class as c
  join pg_attribute as a on a.attrelid = c.oid and a.attname = 'only_row'
  where c.relnamespace = to_regnamespace('shipkeeper') and c.relkind = 'r';
  execute format('select array(%s)', coalesce(v_statements, 'select null::text where false')) into v_empty;
  if to_regclass('shipkeeper.deployment') is null or 'deployment' = any(v_empty) then
    kind := 'without_data';
    problem := 'This is a copy without the data of schema shipkeeper: restore that data (pg_dump --data-only --schema=shipkeeper of the '
      'original), or take Shipkeeper out of this copy with `migrations/migrate down --all`, which drops its four schemas and its '
      'columns, and then run `migrations/migrate up`.';
    return;
  elsif v_empty <> '{}' then
    kind := 'rows_missing';
    problem := format(
      'Rows without which Shipkeeper cannot work are missing, as in a copy without all of its data: restore them, or run `%s`.',
      (select string_agg(format('insert into shipkeeper.%I default values', e.name), '; ') from unnest(v_empty) as e (name))
    );
    return;
  end if;

  select string_agg('shipkeeper.' || n.name, ', ') into v_missing
  from unnest(array['migration', 'kept_table', 'deployed_object']) as n (name)
  where to_regclass('shipkeeper.' || n.name) is null;
  if v_missing is null then
    -- Those that the way back would drop; and what it goes by is never empty where functions are loaded.
    select nullif(concat_ws(
      ', ',
      string_agg(t.found[1], ', ' order by t.found[1]),
      case when not exists (select from shipkeeper.migration) then 'shipkeeper.migration' end,
      case when not exists (select from shipkeeper.kept_table) then 'shipkeeper.kept_table' end,
      case when not exists (select from shipkeeper.deployed_object) then 'shipkeeper.deployed_object' end
    ), '')
    into v_missing
    from shipkeeper.migration as m
    cross join lateral regexp_matches(m.down_sql, 'drop table (shipkeeper[.][a-z_]+)', 'g') as t (found)
    where to_regclass(t.found[1]) is null;
  end if;
  if v_missing is not null then
    kind := 'tables_missing';
    problem := format('Tables of Shipkeeper''s are not here, or their rows, as in a copy that left them out: restore %s.', v_missing);
    return;
  end if;
  select string_agg('public.' || n.name, ', ' order by n.name desc) into v_missing
  from unnest(array['orders_inbox', 'order_items_inbox']) as n (name)
  where to_regclass('public.' || n.name) is null;
  if v_missing is not null then
    kind := 'table_gone';
    problem := format('The shop''s table %s is not here: restore schema public, too.', v_missing);
    return;
  end if;
  select
    string_agg(format('alter table public.%I owner to %s', c.relname, v_owner::regrole), '; ' order by c.relname),
    min(c.relowner::regrole::text)
  into v_statements, v_theirs
  from pg_class as c
  where c.relnamespace = to_regnamespace('public')
    and c.relname in ('orders_inbox', 'order_items_inbox', 'sku_lot', 'sync_watermark', 'system_kpis')
    and c.relowner <> v_owner;
  if v_statements is not null then
    kind := 'owner_changed';
    problem := format(
      'Shipkeeper belongs to %s and tables of the shop to %s, so that its functions do not reach them: run `%s`, or hand Shipkeeper over '
      'with `reassign owned by %1$s to %2$s` (all that %1$s owns here, and its other databases) and then run '
      '`migrations/migrate up --replace-changed`.',
      v_owner::regrole, v_theirs, v_statements
    );
    return;
  end if;

  select string_agg(n.name, ', ' order by n.name) into v_missing
  from unnest(array['shipkeeper_runner', 'shipkeeper_report', 'shipkeeper_operator']) as n (name)
  where to_regnamespace(n.name) is null;
  if v_missing is not null then
    kind := 'schemas_missing';
    problem := format(
      'Schemas of Shipkeeper''s are not here, as in a copy that left them out (%s): run `migrations/migrate up --replace-changed`, which '
      'makes them anew; rights that others had there are to be granted anew.', v_missing
    );
    return;
  end if;

  -- This function stands for all: each was closed to PUBLIC by its owner as it was deployed.
  select replace(substring((d.rights::text[])[1] from '/(.*)$'), '"', ''), p.proacl is not null
  into v_deployed_as, v_has_rights
  from shipkeeper.deployed_object as d
  join pg_proc as p on p.oid = to_regprocedure(d.identity)
  where d.kind = 'function' and d.identity = 'shipkeeper.copy_problem()';
  if v_deployed_as <> (select replace(r.rolname, '"', '') from pg_roles as r where r.oid = v_owner) then
    kind := 'other_owner';
    problem := format(
      'Shipkeeper was deployed as %s and belongs to %s: this is a copy under another owner, or the role was renamed. Run '
      '`migrations/migrate up --replace-changed`.', v_deployed_as, v_owner::regrole
    );
  elsif not v_has_rights then
    kind := 'no_privileges';
    problem := 'This is a copy without its privileges (pg_dump --no-privileges): run `migrations/migrate up --replace-changed`, which gives '
      'the group roles theirs; rights that others had are to be granted anew.';
  end if;
end
$$;
comment on function shipkeeper.copy_problem() is
'Whether this database is a copy that lacks something of the deployment, or its owner changed: kind and a sentence that says what to run, '
'or null. Kinds: without_data, rows_missing, tables_missing, table_gone, owner_changed, schemas_missing, other_owner, no_privileges.';
revoke all on function shipkeeper.copy_problem() from public;
