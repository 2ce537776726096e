-- Whatever is recorded leads to an alert, or to why nobody is needed; and each kind of alert is known to the runbook and to Prometheus.
-- Run from the top of the repository.
begin;
\ir ../prelude.psql
select plan(15);

create temporary view check_value as
select format('%s.%s', c.conrelid::regclass, a.attname) as place, v.value[1] as value
from pg_constraint as c
join pg_attribute as a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
cross join lateral regexp_matches(pg_get_constraintdef(c.oid), '''([a-z_]+)''::text', 'g') as v (value)
where c.contype = 'c' and cardinality(c.conkey) = 1;
create function play.unmapped(p_place text, variadic p_of text[]) returns setof text language sql as $$
  select c.value from check_value as c
  where c.place = p_place
    and not exists (select from shipkeeper.meanings() as m where m.of_what = any(p_of) and c.value like m.value)
$$;
select is(array(select play.unmapped(place, of_what)), '{}', 'each ' || of_what || ' has a meaning')
from (
  values
  ('shipkeeper.cycle.outcome', 'cycle outcome'), ('shipkeeper.cycle.stop_reason', 'cycle stop_reason'),
  ('shipkeeper.ghost.held_reason', 'ghosts held_reason'), ('shipkeeper.lot_review.outcome', 'lots outcome'),
  ('shipkeeper.cancellation.reason', 'ghosts reason')
) as p (place, of_what);
select cmp_ok(
  (select count(*) from check_value where place = 'shipkeeper.cycle.stop_reason'), '>=', 9::bigint, 'there are values to look at'
);
select is(
  array(select play.unmapped('shipkeeper.order_outcome.outcome', 'ghosts outcome', 'sync outcome', 'lots outcome')), '{}',
  'so has each outcome of an order'
);

-- A meaning is an alert of a kind that there is, or a reason why nobody is needed.
select is_empty(
  $$
  select m.of_what, m.value from shipkeeper.meanings() as m
  where (m.alert is null) = (m.because is null) or m.alert is not null and m.alert not in (select k.kind from shipkeeper.alert_kind as k)
  $$, 'a meaning is an alert, or why there is none'
);
-- Live ones, and those that are counted, have no word of their own.
select is_empty(
  $$
  select k.kind from shipkeeper.alert_kind as k
  where not exists (
    select from pg_proc as p
    where p.pronamespace = 'shipkeeper'::regnamespace and strpos(p.prosrc, quote_literal(k.kind)) > 0 and p.proname ~ 'concern|^note_each_alert$'
  ) and k.kind not in ('no_cycle', 'no_progress')
  $$, 'each kind is raised somewhere'
);
-- What is to be done outside the database, or is computed with the alert, has none.
select set_eq(
  $$
  select k.kind from shipkeeper.alert_kind as k
  where k.remedy !~ '(select |update public\.|delete from public\.|migrations/migrate |`shipkeeper )'
  $$, array['no_cycle', 'no_progress', 'concerns_unknown', 'quota_used_by_others', 'kpis_refused', 'clock_differs'],
  'the remedy of each other kind is a call to run'
);
select is_empty(
  $$
  select m.value from shipkeeper.meanings() as m
  where m.alert = 'held_orders' and m.remedy !~ '(select |update public\.|migrations/migrate )'
  $$, 'and of each reason why an order is held'
);
\set runbook `sed -n '/^### Runbook/,/^### Messages/p' README.md | sed -n 's/^| \([a-z_]*\) |.*/\1/p' | grep -v '^alert$' | paste -sd ' '`
select set_eq('select kind from shipkeeper.alert_kind', string_to_array(:'runbook', ' '), 'each has an entry in the runbook');
\set rules `sed -n 's/.*shipkeeper_alert_active{alert="\([a-z_]*\)".*/\1/p' Sources/shipkeeper/prometheus/alerts.yaml | paste -sd ' '`
select set_eq(
  'select kind from shipkeeper.alert_kind', string_to_array(:'rules', ' '), 'and a rule for Prometheus'
);
-- Of alerts alone: what a rule knows besides, the page and the summary line would not.
\set others `grep 'expr:' Sources/shipkeeper/prometheus/alerts.yaml | grep -vc shipkeeper_alert_active`
select is(:others, 1, 'no rule is about anything else but that nothing is known');
\set known `sed -n 's/.*alert!~"\([a-z_|]*\)".*/\1/p' Sources/shipkeeper/prometheus/alerts.yaml`
select set_eq('select kind from shipkeeper.alert_kind', string_to_array(:'known', '|'), 'the rule for what is not known knows the rest');

select * from finish();
rollback;
