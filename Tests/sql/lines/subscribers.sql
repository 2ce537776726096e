-- Who else receives the shop's lines is named before its unique constraint goes.
begin;
\ir ../prelude.psql
select plan(4);
select play.keep_sku_rule();
-- The server of these tests sends nothing to anybody, and says so.
set local client_min_messages = error;

select is_empty('select * from shipkeeper.subscriber_findings()', 'nobody receives them');
create publication headers for table public.orders_inbox;
select is_empty('select * from shipkeeper.subscriber_findings()', 'headers alone have no such constraint');
create publication lines for table public.order_items_inbox;
create publication "A schema" for tables in schema public;
create publication everything for all tables;
select set_eq(
  'select readiness, object from shipkeeper.contract_findings() where object like ''publication%''',
  $$ values ('not_ready', 'publication lines'), ('not_ready', 'publication "A schema"'), ('not_ready', 'publication everything') $$,
  'a publication by table, by schema and of everything'
);
alter table public.order_items_inbox rename constraint order_items_inbox_order_sku_unique to "Our rule";
select ok(
  remedy like 'On each subscriber first: alter table public.order_items_inbox drop constraint "Our rule".%',
  'the remedy is the statement, with the constraint''s own name'
) from shipkeeper.subscriber_findings() where object = 'publication lines';
select * from finish();
rollback;
