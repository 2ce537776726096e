-- The sentence of strangers.sql or of reach.sql, for the driver: no row where this role may go on.
begin read only;
set local search_path = pg_catalog, pg_temp;
\ir strangers.sql
\ir reach.sql
select coalesce(nullif(:'stranger', ''), :'out_of_reach') as sentence where :'stranger' || :'out_of_reach' <> '';
commit;
