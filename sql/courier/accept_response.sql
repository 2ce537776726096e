create or replace function shipkeeper_runner.accept_response(
  p_request bigint,
  p_status integer,
  p_headers bytea,
  p_body bytea,
  p_error text
)
returns table (stop boolean, level text, message text)
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '5s'
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_verdict constant text := shipkeeper.classify_answer(p_status, p_error, p_body);
  v_request shipkeeper.request;
  v_stop_reason text;
  v_failures integer;
  v_failures_allowed integer;
  v_kind text;
  v_level text;
  v_message text;
begin
  select r.* into v_request from shipkeeper.request as r where r.request_id = p_request;
  if v_request.request_id is null then
    return query select true, 'error', '❌ The runner handed over an answer to a request that was never made';
    return;
  end if;

  -- The lease row first, as every call does: two of them can wait for one another, never in a circle.
  perform shipkeeper.hold_lease(v_request.cycle_id);
  select r.* into strict v_request from shipkeeper.request as r where r.request_id = p_request for update;

  if v_request.state <> 'in_flight' and v_request.verdict <> 'lost' then
    return query select v_request.stop, null, null;
    return;
  end if;

  if v_request.verdict = 'lost' then
    update shipkeeper.request as r
    set answered_at = v_now, status = p_status, error = left(p_error, 100), answer_bytes = length(p_body), stop = true
    where r.request_id = p_request and r.answered_at is null;
    -- The quota is the account's, whoever asked: a refusal stops the cycle that runs now, too (next_step).
    if found and v_verdict <> 'not_sent' then
      perform shipkeeper.note_quota(p_headers, v_verdict = 'rate_limited', v_now);
    end if;
    return query select true, 'warning', '⚠️ This cycle was closed meanwhile - the answer decides nothing';
    return;
  end if;

  stop := false;
  if v_verdict <> 'not_sent' then
    perform shipkeeper.note_quota(p_headers, v_verdict = 'rate_limited', v_now);
  end if;

  update shipkeeper.cycle as c
  set api_failures_in_row = case
    when v_verdict = 'not_sent' then c.api_failures_in_row
    -- One order can make the list fail that holds it: the list is divided before the API counts as down.
    when v_request.is_divisible and (p_status = 500 or p_error = 'timeout') then c.api_failures_in_row
    when v_verdict = 'api_failure' then c.api_failures_in_row + 1
    else 0
  end
  from shipkeeper.settings as s
  where c.cycle_id = v_request.cycle_id
  returning c.api_failures_in_row, s.api_failures_in_row, c.kind into v_failures, v_failures_allowed, v_kind;

  if v_verdict = 'rate_limited' then
    v_stop_reason := 'rate_limited';
    v_level := 'warning';
    v_message := '⚠️ Hit rate limit (429) - stopping backfill, will retry next cycle';
  elsif v_verdict = 'credentials_refused' then
    v_stop_reason := 'credentials_refused';
    v_level := 'critical';
    v_message := format(
      '🚨 ShipStation refused the credentials (%s) - the run stops%s', p_status,
      case when p_status = 401 then ': the key has probably expired (they last 3, 6 or 12 months), or is another''s' end
    );
  elsif v_failures >= v_failures_allowed then
    v_stop_reason := 'api_unavailable';
    v_level := 'error';
    -- Of a run say_api says it, once as long as it lasts.
    v_message := case when v_kind <> 'run' then format('❌ %s requests in a row failed - the API is down', v_failures) end;
  elsif p_error = 'not_sent_refused' then
    v_stop_reason := 'failed';
    v_level := 'error';
    v_message := '❌ The runner refused to send a request: it is none of those it may ever send';
  end if;

  if v_stop_reason is not null then
    stop := true;
    update shipkeeper.cycle as c set stop_reason = v_stop_reason where c.cycle_id = v_request.cycle_id;
    if v_stop_reason = 'credentials_refused' and v_kind = 'run' then
      perform shipkeeper.say_lasting(v_request.cycle_id, 'credentials', p_status::text, v_level, v_message);
    else
      perform shipkeeper.say(v_request.cycle_id, v_level, v_message) where v_message is not null;
    end if;
  end if;

  update shipkeeper.request as r
  set
    state = 'answered',
    answered_at = v_now,
    status = p_status,
    error = left(p_error, 100),
    verdict = v_verdict,
    stop = accept_response.stop,
    -- Of a 404 a short word: an API's own is told from a proxy's.
    answer = case when v_verdict = 'answer' or v_verdict = 'not_found' and length(p_body) <= 1000 then p_body end,
    answer_bytes = length(p_body),
    server_time = shipkeeper.header_time(p_headers, 'date')
  where r.request_id = p_request;
  return next;
end
$$;
comment on function shipkeeper_runner.accept_response(bigint, integer, bytea, bytea, text) is
'Stores the answer to a request and returns one row: whether to stop, and a sentence where the answer came to the wrong place (what else '
'there is to say comes with the next step). Called again for the same request it returns the same. Of an answer for a cycle that another '
'has closed only its quota counts. Works on nothing: next_step does. No input makes it raise. '
'Writes: request, quota, cycle, message, lasting_state, lease.';
revoke all on function shipkeeper_runner.accept_response(bigint, integer, bytea, bytea, text) from public;
