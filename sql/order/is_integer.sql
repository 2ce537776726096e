create or replace function shipkeeper.is_integer(p_value jsonb, p_least numeric, p_most numeric)
returns boolean
language sql
immutable
return case
  when jsonb_typeof(p_value) is distinct from 'number' then false
  else p_value::numeric = trunc(p_value::numeric) and p_value::numeric between p_least and p_most
end;
comment on function shipkeeper.is_integer(jsonb, numeric, numeric) is
'Whether a JSON value is a whole number within the bounds. Null and any other type: false.';
revoke all on function shipkeeper.is_integer(jsonb, numeric, numeric) from public;
