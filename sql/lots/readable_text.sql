create or replace function shipkeeper.readable_text(p_body bytea)
returns text
language sql
immutable
set search_path = pg_catalog, pg_temp
set standard_conforming_strings = on
as $$
  select case
    when t.body ~* '\\u(0000|d[89a-f])' then (shipkeeper.mark_escapes(t.body)).marked
    else t.body
  end
  from (select convert_from(p_body, 'UTF8') as body) as t
$$;
comment on function shipkeeper.readable_text(bytea) is
'The body of an answer as JSON that PostgreSQL takes: escapes that stand for no character are marked (mark_escapes), each by an escape of '
'the same length, so that a place in one text is the same place in the other. Error: bytes that are no UTF-8.';
revoke all on function shipkeeper.readable_text(bytea) from public;
