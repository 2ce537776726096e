create or replace function shipkeeper.may_write_status(p_status text, p_updated_at timestamp without time zone)
returns boolean
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (
    select p_status not in ('pending', 'failed')
      and (
        p_status <> 'uploaded'
        -- As instants: between two readings of the wall clock it may have been put forward.
        or coalesce(p_updated_at at time zone s.shop_time_zone <= clock_timestamp() - s.recently_uploaded, true)
      )
    from shipkeeper.settings as s
  );
end
$$;
comment on function shipkeeper.may_write_status(text, timestamp without time zone) is
'Whether a header may be brought to ShipStation''s status: not while the uploader has still to send it (pending, failed), nor right '
'after it was claimed (uploaded, younger than the setting recently_uploaded).';
revoke all on function shipkeeper.may_write_status(text, timestamp without time zone) from public;
