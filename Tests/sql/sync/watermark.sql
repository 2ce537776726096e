-- The text that says how far the sync has read: of one form, or it stops with a sentence. It is never guessed.
begin;
\ir ../prelude.psql
\ir remote.psql
select plan(39);
select play.remote_orders(1, 1);
create function play.read(p_text text) returns text language plpgsql as $$
declare
  v_result text;
begin
  delete from public.sync_watermark;
  insert into public.sync_watermark (workflow_name, last_sync_timestamp) values ('shipkeeper', p_text);
  select coalesce(w.problem, to_char(w.watermark at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.MS')) into v_result
  from shipkeeper.read_watermark() as w;
  return v_result;
end
$$;
select is(play.read(text), read, 'a time: ' || text)
from (
  values
  ('2025-10-29T14:05:00Z', '2025-10-29 14:05:00.000'), ('2025-10-29T14:05:00.5Z', '2025-10-29 14:05:00.500'),
  ('2024-02-29T23:59:59.123456789Z', '2024-02-29 23:59:59.123'), ('1970-01-01T00:00:00Z', '1970-01-01 00:00:00.000')
) as v (text, read);
select is(play.read(text), 'is no time such as 2025-10-29T14:05:00Z', format('no time: %L', translate(text, E'\n', '^')))
from unnest(array[
  '', ' ', 'x', 'now', 'infinity', '2025-10-29', '2025-10-29 14:05:00Z', '2025-10-29T14:05:00', '2025-10-29T14:05Z', '2025-10-29t14:05:00z',
  '2025-10-29T14:05:00+00:00', '2025-10-29T14:05:00Z ', E'2025-10-29T14:05:00Z\n', '2025-10-29T14:05:00.Z',
  '2025-10-29T14:05:00.1234567890Z',
  '2025-02-30T14:05:00Z', '2025-13-01T14:05:00Z', '0000-01-01T00:00:00Z', '2025-10-29T25:05:00Z', '2025-10-29T14:61:00Z',
  '1761746700', '10/29/2025 14:05:00'
]) as text;
delete from public.sync_watermark;
select is((select w::text from shipkeeper.read_watermark() as w), '(,)', 'none: the sync never ran');

-- It stops the sync and nothing else.
select play.make_ghosts('1', '9');
select play.answer_order('9', 'shipped', play.item('A'));
select play.sync('full');
insert into public.sync_watermark (workflow_name, last_sync_timestamp, updated_at) values ('shipkeeper', 'yesterday', 'x');
select is(play.run(), 'no_progress', 'a text that is no time');
select is(
  (play.said())[2], 'error: ❌ Sync: last_sync_timestamp of shipkeeper in sync_watermark is no time such as 2025-10-29T14:05:00Z - mend it '
  'or delete the row', 'is said'
);
select is(play.sent(), array['/orders/71', '/orders/79'], 'the ghosts are asked for');
select is(play.header('1') || ', ' || play.header('9'), 'awaiting_shipment 2, shipped 1', 'and healed');
select is((select count(*) from shipkeeper.request where purpose = 'page'), 0::bigint, 'no page was read');
select results_eq(
  $$ select last_sync_timestamp, updated_at from public.sync_watermark $$, $$ values ('yesterday', 'x') $$, 'the text stays as it was found'
);
select play.run();
select is((select count(*) from unnest(play.said()) as s where s like '%last_sync_timestamp%'), 0::bigint, 'which is said once, not by each cycle');
delete from public.sync_watermark;
update shipkeeper.settings set sync_first_window = '3650 days';
select play.run();
select is(play.watermark(), '2025-11-20T18:00:10Z', 'the row deleted: it begins anew');

-- Its own row, in whatever table the shop keeps it.
select is((select count(*) from public.sync_watermark), 1::bigint, 'one row');
update public.sync_watermark set last_sync_timestamp = '2025-11-20T17:30:00Z';
select play.walk_on();
select is(play.watermark(), '2025-11-20T18:00:10Z', 'moved by somebody: read from there');
select is((select count(*) from unnest(play.said()) as s), 0::bigint, 'and nothing is said');
select is(play.pages(), '500/1', 'one request');

select * from finish();
rollback;
