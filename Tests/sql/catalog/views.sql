-- What lets tools load the views: types that all of them know, one type a name, a key, and value lists that are whole.
begin;
\ir ../prelude.psql
select plan(6);
create temporary view our_column as
select c.relname::text as view, a.attname::text as name, a.atttypid::regtype as type, obj_description(c.oid, 'pg_class') as says
from pg_class as c
join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0
where c.relnamespace = 'shipkeeper_report'::regnamespace and c.relkind = 'v';

select is_empty(
  $$ select view, name, type from our_column where type::text not in ('text', 'bigint', 'integer', 'numeric', 'boolean', 'date', 'timestamp with time zone', 'jsonb') $$,
  'no interval, no array'
);
select is_empty('select name from our_column group by 1 having count(distinct type) > 1', 'a name has one type in all views');
select is_empty(
  $$ select distinct view, says from our_column where says !~ ' Key: ([a-z_]+(, [a-z_]+)*|none, one row)\.$' $$, 'each view names its key'
);
select is_empty(
  $$
  select v.view, k.name
  from (select distinct view, says from our_column where says !~ 'Key: none') as v
  cross join regexp_split_to_table(substring(v.says from ' Key: (.*)\.$'), ', ') as k (name)
  where not exists (select from our_column as c where c.view = v.view and c.name = k.name)
  $$, 'by columns that there are'
);
select is_empty(
  $$
  select distinct view from our_column where says !~ 'Key: none' and view in ('cancellations', 'cycles', 'ghost_orders', 'lot_reviews', 'lot_updates',
    'number_conflicts', 'order_outcomes', 'refused_orders', 'repeated_skus', 'requests')
  except select view from our_column where name = 'changed_at'
  $$, 'what tools load again and again says when a row changed'
);

-- A column that shows a column with a check names each value of it.
create temporary view checked as
select t.view, t.name, v.value[1] as value, col_description(('shipkeeper_report.' || t.view)::regclass, a.attnum) as says
from (
  values ('order_outcomes', 'outcome', 'order_outcome', 'order_outcome_outcome_check'), ('lot_reviews', 'outcome', 'lot_review', 'lot_review_outcome_check'),
    ('held_orders', 'held_reason', 'ghost', 'ghost_held_reason_check'), ('requests', 'verdict', 'request', 'request_verdict_check'),
    ('cancellations', 'reason', 'cancellation', 'cancellation_reason_check'), ('order_differences', 'what', 'difference', 'difference_what_check'),
    ('cycles', 'outcome', 'cycle', 'cycle_outcome_check'), ('cycles', 'kind', 'cycle', 'cycle_kind_check'),
    ('alerts', 'severity', 'alert', 'alert_severity_check'), ('decisions', 'decision', 'audit', 'audit_subject_check')
) as t (view, name, source, rule)
left join pg_constraint as n on n.conrelid = ('shipkeeper.' || t.source)::regclass and n.conname = t.rule
join pg_attribute as a on a.attrelid = ('shipkeeper_report.' || t.view)::regclass and a.attname = t.name
left join lateral regexp_matches(pg_get_constraintdef(n.oid), '''([^'']+)''', 'g') as v (value) on true;
select is_empty(
  $$ select view, name, value from checked where value is null or says !~ ('\m' || value || '\M') $$, 'a list of values is whole'
);

select * from finish();
rollback;
