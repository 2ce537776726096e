-- shop-lock
do $$
declare
  v_check record;
  v_orders bigint;
begin
  if not exists (select from shipkeeper.widened_check) then
    return;
  end if;
  select count(*) into v_orders
  from public.orders_inbox as o
  where o.status in ('pending_fulfillment', 'rejected_fulfillment');
  if v_orders > 0 then
    raise exception '% orders have status pending_fulfillment or rejected_fulfillment, which the shop''s own check refuses.', v_orders
    using hint = 'Give these orders another status first; Shipkeeper does not guess one.';
  end if;
  for v_check in select w.conname, w.definition from shipkeeper.widened_check as w loop
    execute format(
      'alter table public.orders_inbox rename constraint %I to %I', v_check.conname, 'shipkeeper_' || v_check.conname
    );
    execute format(
      'alter table public.orders_inbox add constraint %I %s', v_check.conname,
      regexp_replace(v_check.definition, '( NOT VALID)?$', ' not valid')
    );
  end loop;
end
$$;
