-- shop-lock
-- contract: public.order_items_inbox
-- The shop's own rule of one row a SKU goes, by whatever name it stands; what it was is remembered for the way back.
insert into shipkeeper.dropped_unique (name, index_definition, constraint_definition)
select
  r.relname,
  pg_get_indexdef(x.indexrelid),
  pg_get_constraintdef(c.oid)
from pg_index as x
join pg_class as r on r.oid = x.indexrelid
left join pg_constraint as c on c.conindid = x.indexrelid and c.conrelid = x.indrelid and c.contype = 'u'
where
  x.indrelid = 'public.order_items_inbox'::regclass
  and x.indisunique
  and x.indpred is null
  and x.indexprs is null
  and x.indnkeyatts = 2
  and (
    select array_agg(a.attname::text order by a.attname)
    from pg_attribute as a
    where a.attrelid = x.indrelid and a.attnum in (x.indkey[0], x.indkey[1])
  ) = array['order_inbox_id', 'sku'];

do $$
declare
  v_unique shipkeeper.dropped_unique;
begin
  for v_unique in select d.* from shipkeeper.dropped_unique as d loop
    if v_unique.constraint_definition is null then
      execute format('drop index public.%I', v_unique.name);
    else
      execute format('alter table public.order_items_inbox drop constraint %I', v_unique.name);
    end if;
  end loop;
end
$$;
