create or replace function shipkeeper.quota_wait(p_now timestamptz)
returns numeric
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (
    -- A limit smaller than twice the reserve still lets half of it be used: else nothing would ever be sent.
    select case
      when q.resets_at > p_now and q.remaining <= least(s.quota_reserve, q.request_limit / 2)
        then round(extract(epoch from q.resets_at - p_now), 3)
      else 0
    end
    from shipkeeper.quota as q
    cross join shipkeeper.settings as s
  );
end
$$;
comment on function shipkeeper.quota_wait(timestamptz) is
'Seconds to wait before the next request, so that the reserve stays for the shop''s other programs; 0: send now.';
revoke all on function shipkeeper.quota_wait(timestamptz) from public;
