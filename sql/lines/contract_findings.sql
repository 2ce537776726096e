create or replace function shipkeeper.contract_findings()
returns table (readiness text, object text, finding text, remedy text)
language plpgsql
stable
set search_path = pg_catalog, pg_temp
set standard_conforming_strings = on
as $$
declare
  v_remedy constant text := 'Let it call shipkeeper.put_order_line, which works before and after.';
  v_statements regclass;
begin
  return query
  select
    'not_ready',
    format('function %s', p.oid::regprocedure),
    f.finding,
    v_remedy
  from pg_proc as p
  cross join lateral shipkeeper.sku_rule_use(coalesce(pg_get_function_sqlbody(p.oid), p.prosrc)) as f (finding)
  where p.pronamespace not in (
    select n.oid
    from pg_namespace as n
    where n.nspname in (
      'pg_catalog', 'information_schema', 'shipkeeper', 'shipkeeper_runner', 'shipkeeper_report', 'shipkeeper_operator'
    )
  )
    and not exists (select from pg_depend as d where d.objid = p.oid and d.deptype = 'e');

  return query
  select
    'not_ready',
    format('rule %s on %s', r.rulename, r.ev_class::regclass),
    f.finding,
    v_remedy
  from pg_rewrite as r
  cross join lateral shipkeeper.sku_rule_use(pg_get_ruledef(r.oid)) as f (finding)
  where r.rulename <> '_RETURN';

  -- What hangs on the unique index itself: a foreign key and a primary key keep it, a replica identity is lost with it.
  return query
  select
    'not_ready',
    f.object,
    f.finding,
    f.remedy
  from pg_index as x
  cross join lateral (
    select
      format('foreign key %s of %s', c.conname, c.conrelid::regclass) as object,
      'refers to (order_inbox_id, sku)' as finding,
      'Let it refer to the primary key.' as remedy
    from pg_constraint as c
    where c.contype = 'f' and c.conindid = x.indexrelid
    union all
    select
      'replica identity of order_items_inbox',
      'is the unique index: without it a publication refuses updates and deletes',
      'Run: alter table public.order_items_inbox replica identity default.'
    where x.indisreplident
    union all
    select
      'primary key of order_items_inbox',
      'is (order_inbox_id, sku)',
      'Make id the primary key, and this one a unique constraint.'
    where x.indisprimary
  ) as f
  where x.indrelid = 'public.order_items_inbox'::regclass
    and x.indisunique
    and x.indpred is null
    and x.indnkeyatts = 2
    and (
      select array_agg(a.attname::text order by a.attname)
      from pg_attribute as a
      where a.attrelid = x.indrelid and a.attnum in (x.indkey[0], x.indkey[1])
    ) = array['order_inbox_id', 'sku'];

  -- The unique index goes, and the two that stay are partial: neither finds an order's lines.
  return query
  select
    'not_ready',
    'table public.order_items_inbox',
    'no other index than the one that goes finds the lines of an order',
    'Run: create index concurrently on public.order_items_inbox (order_inbox_id).'
  where not exists (
    select
    from pg_index as i
    join pg_attribute as a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
    where i.indrelid = 'public.order_items_inbox'::regclass
      and a.attname = 'order_inbox_id'
      and i.indisvalid
      and i.indpred is null
      and not (
        i.indisunique and i.indnkeyatts = 2 and i.indexprs is null
        and (select b.attname from pg_attribute as b where b.attrelid = i.indrelid and b.attnum = i.indkey[1]) = 'sku'
      )
  );

  return query select f.* from shipkeeper.subscriber_findings() as f;

  v_statements := (
    select c.oid
    from pg_extension as e
    join pg_depend as d on d.refobjid = e.oid and d.deptype = 'e' and d.classid = 'pg_class'::regclass
    join pg_class as c on c.oid = d.objid and c.relname = 'pg_stat_statements'
    where e.extname = 'pg_stat_statements'
  );
  if v_statements is not null and pg_has_role('pg_read_all_stats', 'usage') then
    begin
      return query execute format(
        $sql$
        select 'not_ready', 'statement of role ' || s.userid::regrole, f.finding || ' (' || s.calls || ' calls)', $1
        from %s as s
        cross join lateral shipkeeper.sku_rule_use(s.query) as f (finding)
        where s.dbid = (select d.oid from pg_database as d where d.datname = current_database())
          -- What functions run was found in the functions; what makes or describes a function does not run it.
          and coalesce((to_jsonb(s) ->> 'toplevel')::boolean, true)
          and s.query !~* '^(\s|--[^\n]*\n)*(create|comment)\s'
        $sql$,
        v_statements
      ) using v_remedy;
      return query select
        'unknown', 'programs outside the database',
        'Statements older than pg_stat_statements'' memory, or not run yet, are not seen.',
        'Search their source for on conflict (order_inbox_id, sku), its constraint''s name, and unique violations.';
      return;
    exception
      when others then
        null;
    end;
  end if;

  return query select
    'unknown', 'programs outside the database',
    'Their statements cannot be seen: pg_stat_statements is absent or not readable.',
    format(
      'Search their source for on conflict (order_inbox_id, sku), its constraint''s name, and unique violations. '
      'Where pg_stat_statements is there: grant pg_read_all_stats to %I.',
      current_user
    );
end
$$;
comment on function shipkeeper.contract_findings() is
'What would break, or may, when the shop''s unique constraint on (order_inbox_id, sku) goes: functions, rules, what hangs on its index, '
'subscribers and, where pg_stat_statements is readable, statements that lean on it (not_ready), lines that no other index would find '
'(not_ready), and the programs nobody can see from here (unknown). One row a finding.';
revoke all on function shipkeeper.contract_findings() from public;
