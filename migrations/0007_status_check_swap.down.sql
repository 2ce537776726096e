-- shop-lock
do $$
declare
  v_orders bigint;
  v_named text;
begin
  select count(*), string_agg(o.order_number, ', ' order by o.id) filter (where o.place <= 20)
  into v_orders, v_named
  from (
    select o.id, o.order_number, row_number() over (order by o.id) as place
    from public.orders_inbox as o
    where o.status in ('pending_fulfillment', 'rejected_fulfillment')
  ) as o;
  if v_orders > 0 and exists (
    select from shipkeeper.widened_check as w
    join pg_constraint as c on c.conrelid = 'public.orders_inbox'::regclass and c.conname = w.conname and c.contype = 'c'
    where pg_get_constraintdef(c.oid) like '%rejected_fulfillment%'
  ) then
    raise exception '% orders have status pending_fulfillment or rejected_fulfillment, which the shop''s own check refuses: %.',
      v_orders, v_named || case when v_orders > 20 then ', ...' else '' end
    using hint = 'Shipkeeper does not guess another. To hold them: update public.orders_inbox set status = ''on_hold'' '
      'where status in (''pending_fulfillment'', ''rejected_fulfillment'');';
  end if;
end
$$;
-- go
do $$
declare
  v_check record;
  v_ours text;
  v_comment text;
begin
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
