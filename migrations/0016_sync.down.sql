-- What was seen can be seen again; the shop's own watermarks stay.
set local search_path = pg_catalog, public, pg_temp;
select 'delete from public.sync_watermark where workflow_name::text = ''shipkeeper'''
where to_regclass('public.sync_watermark') is not null \gexec
set local search_path = pg_catalog, pg_temp;
drop table shipkeeper.number_conflict;
drop table shipkeeper.refused_order;
drop table shipkeeper.merged_order;
drop table shipkeeper.seen_order;
drop table shipkeeper.poison_search;
drop table shipkeeper.sync_walk;
