-- Reads the table under a lock that lets everybody read and write (SHARE UPDATE EXCLUSIVE). What the shop had not validated
-- stays so: there may be rows that it does not know of.
-- A function that a check of the shop's calls finds what it finds when a program of the shop writes; no name of ours is looked up then.
select s.statement
from shipkeeper.widened_check as w
cross join
  lateral (
    values
    (1, 'set local search_path = pg_catalog, public, pg_temp'),
    (2, format('alter table public.orders_inbox validate constraint %I', 'shipkeeper_' || w.conname)),
    (3, 'set local search_path = pg_catalog, pg_temp')
  ) as s (place, statement)
where w.definition not like '% NOT VALID'
order by w.conname, s.place
\gexec
