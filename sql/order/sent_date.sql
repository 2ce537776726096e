create or replace function shipkeeper.sent_date(p_text text)
returns date
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  if p_text !~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}' then
    return null;
  end if;
  -- orderDate is in the zone of the shop it came from: the day is taken as it stands.
  return left(p_text, 10)::date;
exception
  when datetime_field_overflow or invalid_datetime_format then
    return null;
end
$$;
comment on function shipkeeper.sent_date(text) is
'The day of an orderDate, as sent: whose zone it is in nobody knows. Null where it is none.';
revoke all on function shipkeeper.sent_date(text) from public;
