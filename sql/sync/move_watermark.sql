create or replace function shipkeeper.move_watermark(p_to timestamptz)
returns void
language sql
volatile
set search_path = pg_catalog, pg_temp
as $$
  insert into public.sync_watermark as w (workflow_name, last_sync_timestamp, updated_at)
  select 'shipkeeper', t.text, to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
  from (select to_char(p_to at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as text) as t
  where p_to is not null
  on conflict (workflow_name) do update
    set last_sync_timestamp = excluded.last_sync_timestamp, updated_at = excluded.updated_at
    -- Texts of one form: they sort as the times do. It never goes back.
    where w.last_sync_timestamp < excluded.last_sync_timestamp
$$;
comment on function shipkeeper.move_watermark(timestamptz) is
'Moves the sync''s watermark forward to a time, cut to the second; null or an earlier one: it stays. Writes: sync_watermark.';
revoke all on function shipkeeper.move_watermark(timestamptz) from public;
