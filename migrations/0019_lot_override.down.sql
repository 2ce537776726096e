-- shop-lock
do $$
declare
  v_orders bigint;
  v_named text;
begin
  select count(*), string_agg(o.order_number, ', ' order by o.id) filter (where o.place <= 20)
  into v_orders, v_named
  from (
    select o.id, o.order_number, row_number() over (order by o.id) as place from public.orders_inbox as o where o.manual_lot_override
  ) as o;
  if v_orders > 0 then
    raise exception '% orders have a manual lot override, which would be lost: %.',
      v_orders, v_named || case when v_orders > 20 then ', ...' else '' end
    using hint = 'To take it off them: update public.orders_inbox set manual_lot_override = false where manual_lot_override;';
  end if;
end
$$;
-- go
alter table public.orders_inbox
drop column manual_lot_override_at,
drop column manual_lot_override_by,
drop column manual_lot_override_reason,
drop column manual_lot_override;
