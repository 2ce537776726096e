-- Whether this connection stays with one session of the server, as locks and settings of a session need it: t or f. Behind a pool
-- of transactions its statements come to several sessions, or it shares one with another connection. Run outside a transaction, so
-- under the session's own path, and without a setting that could stay in a pooled session: all is written with its schema.
\set session 'select pg_catalog.concat_ws(\' \', pid, backend_start) from pg_catalog.pg_stat_activity where pid operator(pg_catalog.=) pg_catalog.pg_backend_pid()'
select (:session) as first \gset
\set other `psql -X -q -A -t -d :'database' -c :'session'`
select (:session) as second \gset
select (:session) operator(pg_catalog.=) :'first' and :'second' operator(pg_catalog.=) :'first'
  and :'other' operator(pg_catalog.<>) :'first';
