create or replace function shipkeeper.do_numbers_differ(
  p_order_inbox_id bigint, p_order_number text, p_shipstation_order_id text, p_number_in_shipstation text
)
returns boolean
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
  select
    coalesce(shipkeeper.plain_text(p_number_in_shipstation) not in ('', shipkeeper.plain_text(p_order_number)), false)
    and s.number_must_match
    and not exists (
      select from shipkeeper.number_difference as n
      where n.order_inbox_id = p_order_inbox_id and n.shipstation_order_id = p_shipstation_order_id and n.accepted_at is not null
        and n.number_in_shipstation = left(p_number_in_shipstation, 200)
    )
  from shipkeeper.settings as s
$$;
comment on function shipkeeper.do_numbers_differ(bigint, text, text, text) is
'Whether an order here and the one of ShipStation''s that has its id have two numbers, and may not: the setting number_must_match is on, '
'and no operator has accepted them. Blanks around and characters that nobody sees make no other number, nor does none at all.';
revoke all on function shipkeeper.do_numbers_differ(bigint, text, text, text) from public;
