create or replace function shipkeeper.address_values(p_address jsonb, p_prefix text)
returns jsonb
language sql
immutable
begin atomic
  select coalesce(jsonb_object_agg(p_prefix || c.column_name, p_address ->> c.member), '{}'::jsonb)
  from (
    values
    ('name', 'name'), ('company', 'company'), ('street1', 'street1'), ('street2', 'street2'), ('city', 'city'),
    ('state', 'state'), ('postal_code', 'postalCode'), ('country', 'country'), ('phone', 'phone')
  ) as c (column_name, member)
  where p_address ->> c.member is not null;
end;
comment on function shipkeeper.address_values(jsonb, text) is
'The columns that hold an address of ShipStation''s, each name with the prefix (ship_ or bill_) before it; what is null is left out.';
revoke all on function shipkeeper.address_values(jsonb, text) from public;
