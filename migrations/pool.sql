-- Whether this connection stays with one session of the server, as locks and settings of a session need it: t or f. Behind a pool
-- of transactions its statements come to several sessions, or it shares one with a second connection. Run outside a transaction, so
-- under the session's own path, and without a setting that could stay in a pooled session: all is written with its schema.
\set session 'select pg_catalog.concat_ws(\' \', pid, backend_start) from pg_catalog.pg_stat_activity where pid operator(pg_catalog.=) pg_catalog.pg_backend_pid()'
\set statement :session ';'
select (:session) as first \gset
-- What the second connection saw in 30 statements, one after the other: on a server of its own one session, and not this one's.
\set others `yes :'statement' | head -n 30 | psql -X -q -A -t -d :'database' | sort -u`
select (:session) as second \gset
select (:session) operator(pg_catalog.=) :'first' and :'second' operator(pg_catalog.=) :'first'
  and :'others' operator(pg_catalog.!~) E'\n' and :'others' operator(pg_catalog.<>) :'first';
