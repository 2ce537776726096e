-- no-transaction
do $$
declare
  v_orders bigint;
begin
  select count(distinct r.order_inbox_id) into v_orders
  from (
    select i.order_inbox_id from public.order_items_inbox as i group by i.order_inbox_id, i.sku having count(*) > 1
  ) as r;
  if v_orders > 0 and exists (select from shipkeeper.dropped_unique) then
    raise exception '% orders hold a SKU on several lines, which the shop''s unique constraint would refuse.', v_orders
    using hint = 'select * from shipkeeper.collapse_repeated_skus() merges these lines and keeps the single ones in an archive.';
  end if;
end
$$;

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
