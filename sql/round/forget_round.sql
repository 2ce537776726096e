create or replace function shipkeeper.forget_round()
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  delete from shipkeeper.difference;
  delete from shipkeeper.round_order;
  delete from shipkeeper.round as r where r.ended is null;
  perform shipkeeper.forget_listed();
  delete from shipkeeper.lasting_state as l where l.state in ('round', 'gone_limit');
end
$$;
comment on function shipkeeper.forget_round() is
'Forgets what the rounds have found, where the setting round_every turns them off: nobody would look again. '
'Writes: difference, round_order, round, refused_order, lasting_state.';
revoke all on function shipkeeper.forget_round() from public;
