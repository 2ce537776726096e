-- Whether this connection stays with one session of the server, as locks and settings of a session need it: t or f. Behind a pool
-- of transactions its statements come to several sessions, or it shares one with another connection. Run outside a transaction.
\set session 'select concat_ws(\' \', pid, backend_start) from pg_catalog.pg_stat_activity where pid = pg_catalog.pg_backend_pid()'
select (:session) as first \gset
\set other `psql -X -q -A -t -d :'database' -c :'session'`
select (:session) as second \gset
select (:session) = :'first' and :'second' = :'first' and :'other' <> :'first';
