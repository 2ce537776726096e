-- A stranger's functions and operators, in a shop where he may create in schema public: under each name of pg_catalog's that Shipkeeper's
-- sources hold, for the types that would fit better than pg_catalog's own, and for its own where public comes first. Each is harmless: it
-- warns, so that the server's log says who ran it, and counts in stranger_ran, which no rollback undoes. Load it as the stranger, with the
-- variable `sources`: Shipkeeper's text.
\set QUIET on
set client_min_messages = error;
-- Not the role's own path: what this file calls must not be a stranger's.
set search_path = pg_catalog, pg_temp;

create sequence if not exists public.stranger_ran minvalue 0 start 0;
grant usage on sequence public.stranger_ran to public;

create temporary table word as
select distinct m[1]::name as name from regexp_matches(:'sources', '[a-z_0-9]+', 'g') as m;

-- The types that values have here. array_of: of the arrays among them, what of.
create temporary table value_type as
select t.oid, t.typelem as array_of, t.typnamespace = 'pg_catalog'::regnamespace and n.name !~ '^(bytea|uuid|date\[\]|jsonb\[\]|varchar\[\])' as is_operand
from unnest(array[
  'text', 'varchar', 'name', 'integer', 'bigint', 'smallint', 'numeric', 'date', 'timestamp', 'timestamptz', 'interval', 'boolean', 'jsonb',
  'bytea', 'uuid', 'text[]', 'varchar[]', 'integer[]', 'bigint[]', 'jsonb[]', 'date[]', 'public.orders_inbox', 'public.order_items_inbox',
  'public.system_kpis', 'public.sync_watermark', 'public.sku_lot'
]) as n (name)
join pg_type as t on t.oid = to_regtype(n.name);

-- Makes one, which goes on to what should have run instead of it.
create function pg_temp.make(p_name text, p_arguments oid[], p_result oid, p_is_set boolean, p_instead text) returns void language plpgsql as $$
declare
  v_arguments constant text := array_to_string(array(select format_type(a, null) from unnest(p_arguments) as a), ', ');
  v_result constant text := case
    when (select t.typtype from pg_type as t where t.oid = p_result) = 'p' and p_result not in ('void'::regtype, 'record'::regtype)
      then coalesce(format_type(p_arguments[1], null), 'text')
    else format_type(p_result, null)
  end;
begin
  execute format(
    'create or replace function public.%I(%s) returns %s%s language plpgsql set search_path = pg_catalog, pg_temp as %L', p_name,
    v_arguments, case when p_is_set then 'setof ' else '' end, v_result, format(
      $body$
      begin
        raise warning 'a stranger''s %I(%s) ran as %% in %%', current_user, current_database();
        if current_setting('transaction_read_only') = 'off' then
          perform nextval('public.stranger_ran');
        end if;
        return %s;
      exception
        -- There is nothing that would have run.
        when undefined_function then return %s;
      end
      $body$, p_name, v_arguments, case
        when p_is_set then 'query select ' || p_instead
        when p_result <> 'void'::regtype then '(select ' || p_instead || ')'
      end, case when not p_is_set and p_result <> 'void'::regtype then 'null' end
    )
  );
exception
  -- A type that no function may take, or a result that differs from a namesake's.
  when invalid_function_definition or feature_not_supported or syntax_error or insufficient_privilege then null;
end
$$;

-- Functions, aggregates among them: their own types; those that are cast to them unasked; for a polymorphic one each type; and for a variadic
-- one as many arguments as somebody may write.
create temporary table wanted as
with called as (
  select p.proname::text as name, p.proargtypes::oid[] as types, p.provariadic, p.prorettype, p.proretset
  from pg_proc as p
  join word as w on w.name = p.proname
  where p.pronamespace = 'pg_catalog'::regnamespace and p.prokind in ('f', 'a', 'w')
),
spread as (
  select
    c.name, c.prorettype, c.proretset,
    c.types[array_lower(c.types, 1):array_upper(c.types, 1) - case when c.provariadic = 0 then 0 else 1 end]
    || array_fill(case c.provariadic when '"any"'::regtype then 'anyelement'::regtype else c.provariadic end::oid, array[n]) as types
  from called as c
  cross join generate_series(0, case when c.provariadic = 0 then 0 else 8 end) as n
),
-- Arguments that must be alike take one type; of the others one at a time is another than its own.
choice as (
  select s.*, t.oid as chosen, t.array_of, false as is_alike, i.place
  from spread as s
  cross join lateral (
    select u.place, u.type from unnest(s.types) with ordinality as u (type, place)
    where (select y.typtype from pg_type as y where y.oid = u.type) <> 'p'
  ) as i
  join value_type as t on exists (
    select from pg_cast as k where k.castsource = t.oid and k.casttarget = i.type and k.castcontext = 'i'
  )
  union all
  select s.*, t.oid, t.array_of, true, null
  from spread as s
  cross join value_type as t
  where exists (
    select from unnest(s.types) as u (type) where (select y.typtype from pg_type as y where y.oid = u.type) = 'p'
  )
  union all
  select s.*, null, null, false, null from spread as s
)
select distinct c.name, c.prorettype, c.proretset, array(
  select case
    when u.place = c.place then c.chosen
    when y.typtype <> 'p' or not c.is_alike then case when y.typtype = 'p' then 'text'::regtype::oid else u.type end
    when y.typname in ('anyarray', 'anycompatiblearray')
      then coalesce(nullif((select e.typarray from pg_type as e where e.oid = c.chosen), 0), 'text[]'::regtype)
    else c.chosen
  end
  from unnest(c.types) with ordinality as u (type, place)
  join pg_type as y on y.oid = u.type
  order by u.place
) as types
from choice as c;
-- What the runner calls with arguments of several types.
insert into wanted
select 'jsonb_build_object', 'jsonb'::regtype, false, '{text,text,text,text[],text,boolean,text,integer}'::text[]::regtype[]::oid[];
select pg_temp.make(w.name, w.types, w.prorettype, w.proretset, format(
  'pg_catalog.%I(%s)', w.name, array_to_string(array(select '$' || i from generate_subscripts(w.types, 1) as i order by i), ', ')
))
from wanted as w \g /dev/null

-- Operators, for all pairs of these types.
create function pg_temp.make_operator(p_symbol text, p_left oid, p_right oid, p_result oid) returns void language plpgsql as $$
declare
  v_function constant text := format('stranger_%s_%s_%s', encode(p_symbol::bytea, 'hex'), p_left, p_right);
begin
  perform pg_temp.make(v_function, array[p_left, p_right], p_result, false, format('$1 operator(pg_catalog.%s) $2', p_symbol));
  execute format(
    'create operator public.%s (leftarg = %s, rightarg = %s, function = public.%I)', p_symbol, format_type(p_left, null),
    format_type(p_right, null), v_function
  );
exception
  -- It is there already.
  when duplicate_function then null;
end
$$;
select pg_temp.make_operator(
  o.oprname, l.oid, r.oid, case when o.is_question then 'boolean'::regtype when o.oprname = '||' then l.oid else 'text'::regtype end
)
from (
  select p.oprname, bool_and(p.oprresult = 'boolean'::regtype) as is_question
  from pg_operator as p
  join value_type as t on t.oid = p.oprleft
  -- `like` has operators of its own.
  where p.oprkind = 'b' and (position(p.oprname in :'sources') > 0 or p.oprname ~ '~~')
  group by p.oprname
) as o
join value_type as l on l.is_operand
join value_type as r on r.is_operand
where o.is_question and o.oprname in ('=', '<>', '<', '<=', '>', '>=') and l.array_of = 0 and r.array_of = 0 or l.oid = r.oid
  or l.oid in ('jsonb'::regtype, 'text'::regtype, 'varchar'::regtype) or r.oid in ('interval'::regtype, 'text'::regtype, 'integer'::regtype) \g /dev/null
reset search_path;
