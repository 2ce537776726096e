-- shop-lock
-- The indexes were built by the way back of 0015: making constraints of them reads nothing.
do $$
declare
  v_unique shipkeeper.dropped_unique;
begin
  for v_unique in select d.* from shipkeeper.dropped_unique as d where d.constraint_definition is not null loop
    execute format(
      'alter table public.order_items_inbox add constraint %I unique using index %1$I%s', v_unique.name,
      substring(v_unique.constraint_definition from '( DEFERRABLE.*)$')
    );
  end loop;
end
$$;
delete from shipkeeper.dropped_unique;
