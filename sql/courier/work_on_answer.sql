create or replace function shipkeeper.work_on_answer(p_request bigint)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_request shipkeeper.request;
begin
  select r.* into strict v_request from shipkeeper.request as r where r.request_id = p_request;
  perform shipkeeper.use_up_answer(p_request);
  if exists (select from shipkeeper.known_kind as k where k.work_kind = v_request.work_kind) then
    execute format('select shipkeeper.%I($1)', 'handle_' || v_request.work_kind) using v_request;
  end if;
end
$$;
comment on function shipkeeper.work_on_answer(bigint) is
'Hands a request with its answer to the kind of work that asked (handle_...), and erases both bodies. Where a deployment has taken that '
'kind away meanwhile nobody needs the answer. Writes: request, and what that kind writes.';
revoke all on function shipkeeper.work_on_answer(bigint) from public;
