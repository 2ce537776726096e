create or replace function shipkeeper.concerns_of_lots(p_cycle bigint)
returns setof shipkeeper.concern
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  perform p_cycle;
  if not exists (select from shipkeeper.lot_review) then
    return;
  end if;
  return query select c.* from shipkeeper.open_review_concerns() as c;
  return query select c.* from shipkeeper.closed_review_concerns() as c;
end
$$;
comment on function shipkeeper.concerns_of_lots(bigint) is
'What of the lots needs a person: what open_review_concerns and closed_review_concerns find.';
revoke all on function shipkeeper.concerns_of_lots(bigint) from public;
