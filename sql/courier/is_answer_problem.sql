create or replace function shipkeeper.is_answer_problem(p_problem text)
returns boolean
language sql
immutable
set search_path = pg_catalog, pg_temp
as $$
  select p_problem ~ '^(answer (is|holds|larger) |API |TLS failure|connection lost|transport failure|no answer)'
$$;
comment on function shipkeeper.is_answer_problem(text) is
'Whether what was wrong with an answer (see read_json and failure_phrase) says nothing of the order that was asked for.';
revoke all on function shipkeeper.is_answer_problem(text) from public;
