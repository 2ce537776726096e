create or replace function shipkeeper.read_watermark(out watermark timestamptz, out problem text)
returns record
language plpgsql
stable
set search_path = pg_catalog, pg_temp
set standard_conforming_strings = on
as $$
declare
  v_text text;
begin
  select w.last_sync_timestamp into v_text from public.sync_watermark as w where w.workflow_name = 'shipkeeper';
  if v_text !~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,9})?Z$' then
    problem := 'is no time such as 2025-10-29T14:05:00Z';
    return;
  end if;
  watermark := v_text::timestamptz;
exception
  when datetime_field_overflow or invalid_datetime_format then
    problem := 'is no time such as 2025-10-29T14:05:00Z';
end
$$;
comment on function shipkeeper.read_watermark() is
'How far the sync has read, from sync_watermark, workflow_name shipkeeper; null where it never ran; problem: what is wrong with the '
'text that stands there.';
revoke all on function shipkeeper.read_watermark() from public;
