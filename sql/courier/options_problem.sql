create or replace function shipkeeper.options_problem(p_options jsonb)
returns text
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
  select case
    when jsonb_typeof(p_options) is distinct from 'object' then 'The options are not an object.'
    when exists (
      select from jsonb_object_keys(p_options) as k
      where k not in ('kind', 'only', 'writes_allowed', 'orders')
    ) then 'The options hold a key that this database does not know.'
    when p_options ->> 'kind' is null or p_options ->> 'kind' not in ('run', 'check', 'scan')
      then 'The kind of cycle is none of run, check, scan.'
    when jsonb_typeof(coalesce(p_options -> 'writes_allowed', 'false')) <> 'boolean'
      then 'The option writes_allowed is neither true nor false.'
    when p_options ? 'orders' and not shipkeeper.is_integer(p_options -> 'orders', 1, 100000)
      then 'The number of orders to scan is none from 1 to 100000.'
    when jsonb_typeof(coalesce(p_options -> 'only', '[]')) <> 'array' then 'The option only is not a list.'
    when p_options -> 'only' = '[]' then 'The option only names no kind of work.'
    else (
      select format(
        '%s is no kind of work of a %s; there is: %s.', shipkeeper.printable(o.kind), p_options ->> 'kind', array_to_string(k.kinds, ', ')
      )
      from jsonb_array_elements_text(p_options -> 'only') as o (kind)
      cross join (
        select array(select w.work_kind from shipkeeper.known_kind as w where w.cycle_kind = p_options ->> 'kind' order by w.turn) as kinds
      ) as k
      where o.kind <> all(k.kinds)
      limit 1
    )
  end
$$;
comment on function shipkeeper.options_problem(jsonb) is
'What is wrong with the options of begin_cycle, as a sentence; null where nothing is.';
revoke all on function shipkeeper.options_problem(jsonb) from public;
