-- Triggers of the shop's that name their tables and functions without a schema work in every write of Shipkeeper's, deferred ones as well.
begin;
\ir ../lots/prelude.psql
\ir ../sync/remote.psql
select plan(4);

create table public.shop_audit (relation text, operation text, timing text, path text);
grant insert on public.shop_audit to public;
-- A session's own table of that name is not the shop's.
create temporary table shop_audit (relation text, operation text, timing text, path text);
create function public.shop_clock() returns timestamp language sql as 'select timestamp ''2025-01-01 00:00''';
create function public.touch() returns trigger language plpgsql as $$
begin
  new.updated_at := shop_clock();
  return new;
end
$$;
create trigger touch before update on public.orders_inbox for each row
when (old.total_items is distinct from new.total_items) execute function public.touch();
create function public.audit() returns trigger language plpgsql as $$
begin
  insert into shop_audit values (tg_table_name, tg_op, tg_argv[0], current_setting('search_path'));
  return null;
end
$$;
create function play.watch(p_relation regclass) returns void language plpgsql as $$
begin
  execute format(
    'create trigger audit after insert or update or delete on %s for each row execute function public.audit(%L)', p_relation, 'at once'
  );
  execute format(
    'create constraint trigger audit_later after insert or update or delete on %s deferrable initially deferred '
    'for each row execute function public.audit(%L)', p_relation, 'later'
  );
end
$$;
select play.watch(r) from unnest('{public.orders_inbox,public.order_items_inbox,public.sync_watermark,public.system_kpis}'::regclass[]) as r;

-- Of the test's own making, so that its writes are told from Shipkeeper's.
set local search_path = pg_catalog, public;
\ir ../everything.psql
set constraints all immediate;
reset search_path;

select results_eq(
  $$
  select distinct a.relation, a.operation from public.shop_audit as a
  where a.path = 'pg_catalog, public, pg_temp' and a.timing = 'at once' order by 1, 2
  $$,
  $$
  values ('order_items_inbox', 'DELETE'), ('order_items_inbox', 'INSERT'), ('order_items_inbox', 'UPDATE'), ('orders_inbox', 'INSERT'),
    ('orders_inbox', 'UPDATE'), ('sync_watermark', 'UPDATE'), ('system_kpis', 'UPDATE')
  $$, 'the shop''s audit keeps all that Shipkeeper writes'
);
select is_empty(
  $$ select * from public.shop_audit as a where a.path not in ('pg_catalog, public, pg_temp', 'pg_catalog, public') $$,
  'under the path that its triggers rely on'
);
select is_empty(
  $$ select * from pg_temp.shop_audit as a where a.path = 'pg_catalog, public, pg_temp' $$, 'in the shop''s own table'
);
select ok(
  (select o.updated_at = '2025-01-01' from public.orders_inbox as o where o.order_number = '11'), 'the shop''s clock is what it writes by'
);

select * from finish();
rollback;
