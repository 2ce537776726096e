create or replace function shipkeeper.note_quota(p_headers bytea, p_is_rate_limited boolean, p_now timestamptz)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  -- X-Rate-Limit-Reset is seconds until the window ends, not an epoch: more than an hour is no such number.
  v_reset constant integer := coalesce(
    shipkeeper.header_number(p_headers, 'x-rate-limit-reset', 3600),
    shipkeeper.header_number(p_headers, 'retry-after', 3600)
  );
  v_remaining constant integer := shipkeeper.header_number(p_headers, 'x-rate-limit-remaining', 1000000);
begin
  if p_is_rate_limited then
    update shipkeeper.quota
    set
      request_limit = coalesce(shipkeeper.header_number(p_headers, 'x-rate-limit-limit', 1000000), request_limit),
      remaining = 0,
      resets_at = p_now + make_interval(secs => greatest(coalesce(v_reset, 60), 1)),
      blocked_until = p_now + make_interval(secs => greatest(coalesce(v_reset, 60), 1)),
      observed_at = p_now;
  elsif v_remaining is not null and v_reset is not null then
    update shipkeeper.quota
    set
      request_limit = coalesce(shipkeeper.header_number(p_headers, 'x-rate-limit-limit', 1000000), request_limit),
      remaining = v_remaining,
      resets_at = p_now + make_interval(secs => v_reset),
      observed_at = p_now;
  end if;
end
$$;
comment on function shipkeeper.note_quota(bytea, boolean, timestamptz) is
'Keeps what an answer says of the rate limit. A refusal (429) blocks until the window ends, or for 60 seconds where it does not say when. '
'Answers without the headers change nothing. Writes: quota.';
revoke all on function shipkeeper.note_quota(bytea, boolean, timestamptz) from public;
