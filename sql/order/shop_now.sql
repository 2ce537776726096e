create or replace function shipkeeper.shop_now()
returns timestamp without time zone
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  return (select clock_timestamp() at time zone s.shop_time_zone from shipkeeper.settings as s);
end
$$;
comment on function shipkeeper.shop_now() is
'Now, as the shop writes it into its columns without a time zone (orders_inbox.updated_at), whatever the session''s TimeZone.';
revoke all on function shipkeeper.shop_now() from public;
