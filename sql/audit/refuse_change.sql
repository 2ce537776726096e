create or replace function shipkeeper.refuse_change()
returns trigger
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  raise exception '% is append-only: it is the record of what was done.', tg_relid::regclass
  using errcode = 'insufficient_privilege';
end
$$;
comment on function shipkeeper.refuse_change() is
'Trigger of the tables that are records: refuses update, delete and truncate, whoever asks. Error: 42501.';
revoke all on function shipkeeper.refuse_change() from public;
