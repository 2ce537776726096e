create or replace function shipkeeper.take_releases()
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_release shipkeeper.order_status_history;
begin
  for v_release in
    select h.*
    from shipkeeper.untaken_release as u
    join shipkeeper.order_status_history as h
      on h.order_inbox_id = u.order_inbox_id and h.order_status_history_id = u.order_status_history_id
    order by h.order_inbox_id, h.order_status_history_id
  loop
    begin
      perform shipkeeper.take_release(v_release);
      delete from shipkeeper.untaken_release as u
      where u.order_inbox_id = v_release.order_inbox_id and u.order_status_history_id = v_release.order_status_history_id;
    exception
      when lock_not_available then
        -- A program of the shop has released that order once more and not committed it: with a later call.
        null;
    end;
  end loop;
end
$$;
comment on function shipkeeper.take_releases() is
'Takes the releases whose reviews another transaction was at work on when the shop''s program wrote them. Writes: untaken_release, and '
'what take_release writes.';
revoke all on function shipkeeper.take_releases() from public;
