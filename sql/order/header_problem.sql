create or replace function shipkeeper.header_problem(p_order jsonb)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_member text;
  v_address text;
begin
  if coalesce(shipkeeper.plain_text(p_order ->> 'orderNumber'), '') = '' or jsonb_typeof(p_order -> 'orderNumber') <> 'string'
    or length(p_order ->> 'orderNumber') > 200
  then
    return 'orderNumber is missing or no usable text';
  elsif jsonb_typeof(p_order -> 'orderDate') is distinct from 'string' or shipkeeper.sent_date(p_order ->> 'orderDate') is null then
    return 'orderDate is missing or no date';
  elsif coalesce(jsonb_typeof(p_order -> 'orderTotal'), 'null') not in ('number', 'null') then
    return 'orderTotal has a wrong type';
  -- Compared before it is multiplied: a numeric can overflow too.
  elsif coalesce(abs((p_order ->> 'orderTotal')::numeric) >= 21474836.475, false) then
    return 'orderTotal is out of range';
  end if;

  foreach v_member in array array['customerEmail', 'carrierCode', 'serviceCode'] loop
    if not shipkeeper.is_text_or_null(p_order -> v_member, 1000) then
      return v_member || ' is no usable text';
    end if;
  end loop;
  foreach v_address in array array['shipTo', 'billTo'] loop
    if coalesce(jsonb_typeof(p_order -> v_address), 'null') not in ('object', 'null') then
      return v_address || ' is no address';
    end if;
    foreach v_member in array
      array['name', 'company', 'street1', 'street2', 'city', 'state', 'postalCode', 'country', 'phone']
    loop
      if not shipkeeper.is_text_or_null(p_order -> v_address -> v_member, 1000) then
        return format('%s of %s is no usable text', v_member, v_address);
      end if;
    end loop;
  end loop;
  return null;
end
$$;
comment on function shipkeeper.header_problem(jsonb) is
'What keeps an order of ShipStation''s from becoming a header here, as a phrase without its data; null where nothing does. Its lines '
'and status are lay_out''s.';
revoke all on function shipkeeper.header_problem(jsonb) from public;
