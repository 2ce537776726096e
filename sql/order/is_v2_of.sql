create or replace function shipkeeper.is_v2_of(
  p_order_inbox_id bigint, p_order_number text, p_shipstation_order_id text, p_number_in_shipstation text
)
returns boolean
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return shipkeeper.plain_text(p_order_number) = shipkeeper.plain_text(p_number_in_shipstation)
    -- Known as this order by the number that it had.
    or exists (
      select
      from shipkeeper.seen_order as s
      where s.shipstation_order_id = p_shipstation_order_id and shipkeeper.plain_text(s.order_number) = shipkeeper.plain_text(p_order_number)
    )
    or exists (
      select
      from shipkeeper.number_difference as n
      where n.order_inbox_id = p_order_inbox_id and n.shipstation_order_id = p_shipstation_order_id
    );
end
$$;
comment on function shipkeeper.is_v2_of(bigint, text, text, text) is
'Whether a header whose id has the form of API V2 is this order of ShipStation''s: by its number alone, or by that which the order had '
'when it was last seen.';
revoke all on function shipkeeper.is_v2_of(bigint, text, text, text) from public;
