-- Indexes on the tables of the shop and of Shipkeeper that PostgreSQL does not use: a concurrent build was broken off.
select format('index %s on %s is invalid', i.indexrelid::regclass, i.indrelid::regclass)
from pg_index as i
join pg_class as c on c.oid = i.indrelid
where
  c.relnamespace::regnamespace::text in (
    'public', 'shipkeeper', 'shipkeeper_runner', 'shipkeeper_report', 'shipkeeper_operator'
  )
  and not (i.indisvalid and i.indisready)
  and not exists (select from pg_stat_progress_create_index as p where p.index_relid = i.indexrelid)
order by 1;
