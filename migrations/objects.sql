-- The functions, views and triggers of Shipkeeper as they stand now, with a digest of what they are.
-- touched: this transaction or one of its subtransactions wrote it. search_path must be pg_catalog, pg_temp.
select
  case p.prokind when 'p' then 'procedure' else 'function' end as kind,
  p.oid::regprocedure::text as identity,
  p.proname::text as name,
  encode(sha256(convert_to(concat_ws(E'\n', pg_get_functiondef(p.oid), p.proowner::regrole), 'UTF8')), 'hex') as digest,
  coalesce(p.proacl::text, '') as rights,
  age(p.xmin) <= 0 as touched
from pg_proc as p
where
  p.pronamespace::regnamespace::text in ('shipkeeper', 'shipkeeper_runner', 'shipkeeper_report', 'shipkeeper_operator')
  and p.prokind in ('f', 'p')
union all
select
  'view',
  c.oid::regclass::text,
  c.relname::text,
  encode(sha256(convert_to(concat_ws(E'\n', pg_get_viewdef(c.oid), c.reloptions, c.relowner::regrole), 'UTF8')), 'hex'),
  coalesce(c.relacl::text, ''),
  age(r.xmin) <= 0
from pg_class as c
join pg_rewrite as r on r.ev_class = c.oid and r.rulename = '_RETURN'
where
  c.relnamespace::regnamespace::text in ('shipkeeper', 'shipkeeper_runner', 'shipkeeper_report', 'shipkeeper_operator')
  and c.relkind = 'v'
union all
select
  'trigger',
  format('%I on %s', t.tgname, t.tgrelid::regclass),
  t.tgname::text,
  encode(sha256(convert_to(concat_ws(E'\n', pg_get_triggerdef(t.oid), t.tgenabled), 'UTF8')), 'hex'),
  '',
  age(t.xmin) <= 0
from pg_trigger as t
join pg_class as c on c.oid = t.tgrelid
join pg_proc as p on p.oid = t.tgfoid
where
  not t.tgisinternal
  and t.tgparentid = 0
  and (
    c.relnamespace::regnamespace::text in ('shipkeeper', 'shipkeeper_runner', 'shipkeeper_report', 'shipkeeper_operator')
    or p.pronamespace::regnamespace::text in ('shipkeeper', 'shipkeeper_runner', 'shipkeeper_report', 'shipkeeper_operator')
  )
