create or replace function shipkeeper.use_up_answer(p_request bigint)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  update shipkeeper.request set state = 'worked', answer = null, body = null where request_id = p_request;
end
$$;
comment on function shipkeeper.use_up_answer(bigint) is
'Marks a request''s answer as worked on and erases both bodies: they hold personal data. Writes: request.';
revoke all on function shipkeeper.use_up_answer(bigint) from public;
