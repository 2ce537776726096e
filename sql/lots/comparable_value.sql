create or replace function shipkeeper.comparable_value(p_value jsonb)
returns jsonb
language sql
immutable
set search_path = pg_catalog, pg_temp
as $$
  select case jsonb_typeof(p_value)
    when 'number' then to_jsonb(trim_scale(p_value::numeric))
    when 'array' then (
      select coalesce(jsonb_agg(shipkeeper.comparable_value(e.value) order by e.place), '[]')
      from jsonb_array_elements(p_value) with ordinality as e (value, place)
    )
    when 'object' then (
      select coalesce(jsonb_object_agg(m.key, shipkeeper.comparable_value(m.value)), '{}') from jsonb_each(p_value) as m
    )
    else p_value
  end
$$;
comment on function shipkeeper.comparable_value(jsonb) is
'A JSON value with every number in it written in one way: 1.00 and 1 have the same text.';
revoke all on function shipkeeper.comparable_value(jsonb) from public;
