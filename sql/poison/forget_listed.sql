create or replace function shipkeeper.forget_listed(p_met_before timestamptz default 'infinity')
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  delete from shipkeeper.refused_order as r where r.list_status is not null and r.attempted_at < p_met_before;
end
$$;
comment on function shipkeeper.forget_listed(timestamptz) is
'Forgets what lists of the rounds held without a usable id, and hold no more: last met before the round whose lists were all read. '
'Writes: refused_order.';
revoke all on function shipkeeper.forget_listed(timestamptz) from public;
