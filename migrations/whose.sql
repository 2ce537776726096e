-- The sentence of strangers.sql, for the driver: no row where our schemas are nobody else's.
begin read only;
set local search_path = pg_catalog, pg_temp;
\ir strangers.sql
\if :is_stranger
select :'stranger' as sentence;
\endif
commit;
