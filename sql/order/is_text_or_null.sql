create or replace function shipkeeper.is_text_or_null(p_value jsonb, p_length integer)
returns boolean
language sql
immutable
return case coalesce(jsonb_typeof(p_value), 'null')
  when 'null' then true
  when 'string' then length(p_value #>> '{}') <= p_length
  else false
end;
comment on function shipkeeper.is_text_or_null(jsonb, integer) is
'Whether a JSON value is absent, null, or a string of at most p_length characters.';
revoke all on function shipkeeper.is_text_or_null(jsonb, integer) from public;
