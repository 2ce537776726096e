create or replace function shipkeeper.trigger_version(p_relation regclass)
returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (
    select string_agg(t.tgname || ' ' || t.xmin, ', ' order by t.tgname)
    from pg_trigger as t
    where t.tgrelid = p_relation
      and t.tgname in (
        'shipkeeper_status_inserted', 'shipkeeper_status_updated', 'shipkeeper_lot_activated', 'shipkeeper_lots_emptied'
      )
      and t.tgenabled = 'A'
  );
end
$$;
comment on function shipkeeper.trigger_version(regclass) is
'The triggers of a table of the shop''s that keep what lots rest upon, each with the transaction that wrote it last: another where one was '
'replaced, or switched off and on. One that does not fire for every session is left out; null: none does.';
revoke all on function shipkeeper.trigger_version(regclass) from public;
