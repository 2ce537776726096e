-- In a shop where everybody may create in schema public, whatever Shipkeeper does runs nothing that a stranger made there.
begin;
\ir ../lots/prelude.psql
\ir ../sync/remote.psql
select plan(3);
savepoint clean;

create role play_stranger;
grant create on schema public to public;
grant usage on schema play to public;
select string_agg(p.prosrc, ' ') as sources from pg_proc as p where p.pronamespace::regnamespace::text like 'shipkeeper%' \gset
set role play_stranger;
\ir ../../shops/strangers.sql
reset role;
set local search_path = pg_catalog, pg_temp;

-- The traps work: under the path that the shop's triggers need, they are found before what fits worse.
select
  to_regprocedure('public.format(text, text)') is not null and to_regprocedure('public.unnest(text[])') is not null
  and to_regprocedure('public.jsonb_populate_record(public.orders_inbox, jsonb)') is not null
  and to_regprocedure('public.to_char(date, text)') is not null and to_regprocedure('public.to_jsonb(public.order_items_inbox)') is not null
  and to_regoperator('public.=(varchar, text)') is not null and to_regoperator('public.->>(jsonb, jsonb)') is not null as are_laid \gset
set local client_min_messages = error;
set local search_path = pg_catalog, public, pg_temp;
select format('%s', 'x'::text), '2025-11-20'::date::varchar = 'x'::text, '{}'::jsonb ->> '1';
set local search_path = pg_catalog, pg_temp;
set local client_min_messages = warning;
select last_value + 1 as trapped from public.stranger_ran \gset
select setval('public.stranger_ran', 0, false);

\ir ../everything.psql

select last_value + is_called::integer as ran from public.stranger_ran \gset
-- What a test calls is looked up in public: only without the traps.
rollback to savepoint clean;
select ok(:'are_laid'::boolean, 'traps are laid for what is called');
select is(:trapped, 3, 'and caught where public is in the path');
select is(:ran, 0, 'nothing of a stranger''s ran');

select * from finish();
rollback;
