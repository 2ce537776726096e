-- What is inconsistent: what shipkeeper.verify() says where it is loaded, and what is said of indexes without it.
select to_regprocedure('shipkeeper.verify()') is not null as is_loaded \gset
\if :is_loaded
select concat_ws(': ', v.finding, v.object, v.explanation) from shipkeeper.verify() as v order by 1;
\else
\ir indexes.sql
\endif
