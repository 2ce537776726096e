-- shop-lock
do $$
begin
  if exists (select from public.orders_inbox where manual_lot_override) then
    raise exception 'Orders have a manual lot override, which would be lost: take it off them first (see orders_inbox.manual_lot_override).';
  end if;
end
$$;
alter table public.orders_inbox
drop column manual_lot_override_at,
drop column manual_lot_override_by,
drop column manual_lot_override_reason,
drop column manual_lot_override;
