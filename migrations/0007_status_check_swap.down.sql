-- shop-lock
do $$
declare
  v_check record;
  v_orders bigint;
  v_ours text;
  v_comment text;
begin
  if not exists (select from shipkeeper.widened_check) then
    return;
  end if;
  -- Counted before any lock is had.
  select count(*) into v_orders
  from public.orders_inbox as o
  where o.status in ('pending_fulfillment', 'rejected_fulfillment');
  -- A check that the shop has changed or dropped since is the shop's again: it stays as it is.
  for v_check in select w.conname, w.condition from shipkeeper.widened_check as w loop
    execute format(
      'alter table public.orders_inbox add constraint shipkeeper_probe check (%s or status in (%L, %L)) not valid',
      v_check.condition, 'pending_fulfillment', 'rejected_fulfillment'
    );
    select pg_get_expr(c.conbin, c.conrelid) into v_ours
    from pg_constraint as c
    where c.conrelid = 'public.orders_inbox'::regclass and c.conname = 'shipkeeper_probe';
    alter table public.orders_inbox drop constraint shipkeeper_probe;
    if not exists (
      select from pg_constraint as c
      where c.conrelid = 'public.orders_inbox'::regclass and c.conname = v_check.conname and c.contype = 'c'
        and pg_get_expr(c.conbin, c.conrelid) = v_ours
    ) then
      raise warning 'The check % of orders_inbox was changed or dropped since it was widened: what stands now stays.', v_check.conname;
      delete from shipkeeper.widened_check as w where w.conname = v_check.conname;
    end if;
  end loop;
  if v_orders > 0 and exists (select from shipkeeper.widened_check) then
    raise exception '% orders have status pending_fulfillment or rejected_fulfillment, which the shop''s own check refuses.', v_orders
    using hint = 'Give these orders another status first; Shipkeeper does not guess one.';
  end if;
  for v_check in select w.conname, w.definition from shipkeeper.widened_check as w loop
    select obj_description(c.oid, 'pg_constraint') into v_comment
    from pg_constraint as c where c.conrelid = 'public.orders_inbox'::regclass and c.conname = v_check.conname;
    execute format(
      'alter table public.orders_inbox rename constraint %I to %I', v_check.conname, 'shipkeeper_' || v_check.conname
    );
    execute format(
      'alter table public.orders_inbox add constraint %I %s', v_check.conname,
      regexp_replace(v_check.definition, '( NOT VALID)?$', ' not valid')
    );
    execute format('comment on constraint %I on public.orders_inbox is %L', v_check.conname, v_comment);
  end loop;
end
$$;
