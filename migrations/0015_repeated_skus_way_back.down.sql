-- no-transaction
-- functions-stay
do $$
declare
  v_orders bigint;
  v_named text;
begin
  if not exists (select from shipkeeper.dropped_unique) then
    return;
  end if;
  select count(*), string_agg(r.order_number, ', ' order by r.id) filter (where r.place <= 20)
  into v_orders, v_named
  from (
    select o.id, o.order_number, row_number() over (order by o.id) as place
    from public.orders_inbox as o
    where o.id in (select i.order_inbox_id from public.order_items_inbox as i group by i.order_inbox_id, i.sku having count(*) > 1)
  ) as r;
  if v_orders > 0 then
    raise exception '% orders hold a SKU on several lines, which the shop''s unique constraint would refuse: %.',
      v_orders, v_named || case when v_orders > 20 then ', ...' else '' end
    using hint = 'select * from shipkeeper.collapse_repeated_skus() merges these lines and keeps the single ones in an archive.';
  end if;
  select string_agg(format('public.%I', d.name), ', ' order by d.name) into v_named
  from shipkeeper.dropped_unique as d
  where to_regclass(format('public.%I', d.name)) is not null
    and not exists (
      select from pg_index as x
      where x.indexrelid = to_regclass(format('public.%I', d.name)) and x.indrelid = 'public.order_items_inbox'::regclass
    );
  if v_named is not null then
    raise exception 'Something else has the name of the shop''s unique index by now: %.', v_named
    using hint = 'Rename or drop it.';
  end if;
  if not has_schema_privilege('public', 'create') then
    raise exception '% may not create in schema public, where the shop''s unique index is built again.', current_user
    using hint = format('Run: grant create on schema public to %I.', current_user);
  end if;
end
$$;
-- go

-- What an interrupted build left behind.
select format('drop index concurrently public.%I', d.name)
from shipkeeper.dropped_unique as d
join pg_index as x on x.indexrelid = to_regclass(format('public.%I', d.name))
where not x.indisvalid
\gexec

select regexp_replace(d.index_definition, '^CREATE UNIQUE INDEX', 'create unique index concurrently')
from shipkeeper.dropped_unique as d
where to_regclass(format('public.%I', d.name)) is null
\gexec
