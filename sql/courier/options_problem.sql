create or replace function shipkeeper.options_problem(p_options jsonb)
returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_kind text;
  v_kinds text[];
  v_unknown text;
begin
  -- Those of a timer's run need no looking at.
  if p_options in ('{"kind": "run"}', '{"kind": "run", "writes_allowed": true}', '{"kind": "run", "writes_allowed": false}') then
    return null;
  end if;
  if jsonb_typeof(p_options) is distinct from 'object' then
    return 'The options are not an object.';
  end if;
  v_kind := p_options ->> 'kind';
  if p_options - array['kind', 'only', 'writes_allowed', 'orders'] <> '{}' then
    return 'The options hold a key that this database does not know.';
  elsif v_kind is null or v_kind not in ('run', 'check', 'scan') then
    return 'The kind of cycle is none of run, check, scan.';
  elsif jsonb_typeof(coalesce(p_options -> 'writes_allowed', 'false')) <> 'boolean' then
    return 'The option writes_allowed is neither true nor false.';
  elsif p_options ? 'orders' and not shipkeeper.is_integer(p_options -> 'orders', 1, 100000) then
    return 'The number of orders to scan is none from 1 to 100000.';
  elsif not p_options ? 'only' then
    return null;
  elsif jsonb_typeof(p_options -> 'only') <> 'array' then
    return 'The option only is not a list.';
  elsif p_options -> 'only' = '[]' then
    return 'The option only names no kind of work.';
  end if;
  v_kinds := array(select w.work_kind from shipkeeper.known_kind as w where w.cycle_kind = v_kind order by w.turn);
  select o.kind into v_unknown from jsonb_array_elements_text(p_options -> 'only') as o (kind) where o.kind <> all(v_kinds) limit 1;
  if not found then
    return null;
  end if;
  return format(
    '%s is no kind of work of a %s; there is: %s.', shipkeeper.printable(v_unknown), v_kind, array_to_string(v_kinds, ', ')
  );
end
$$;
comment on function shipkeeper.options_problem(jsonb) is
'What is wrong with the options of begin_cycle, as a sentence; null where nothing is.';
revoke all on function shipkeeper.options_problem(jsonb) from public;
