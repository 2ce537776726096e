create or replace function shipkeeper.note_concerns(p_found_by name, p_concerns shipkeeper.concern[])
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_now constant timestamptz := clock_timestamp();
begin
  with concern as (
    select
      c.*,
      coalesce(max(c.of_kind) over of_one_kind, count(*) over of_one_kind) as cases_of_kind,
      min(c.since) over of_one_kind as since_of_kind,
      row_number() over (partition by c.kind order by c.since, c.subject) as place
    from unnest(p_concerns) as c
    window of_one_kind as (partition by c.kind)
  ),
  found as (
    select
      c.kind,
      case when f.is_folded then '*' else c.subject end as subject,
      k.severity,
      case when not f.is_folded then c.order_number end as order_number,
      case when f.is_folded then c.cases_of_kind else 1 end as cases,
      case when f.is_folded then format(k.many, c.cases_of_kind) else c.sentence end as sentence,
      case
        when f.is_folded then format('select * from shipkeeper_report.%s.', k.details)
        else format(
          -- A call is to find the order, whatever its number holds.
          replace(coalesce(m.remedy, k.remedy), '%1$L', '%3$s'), shipkeeper.printable(c.order_number), c.subject,
          shipkeeper.text_literal(c.order_number)
        )
      end as remedy,
      'shipkeeper_report.' || k.details as details,
      coalesce(case when f.is_folded then c.since_of_kind else c.since end, v_now) as since
    from concern as c
    -- Of a kind that there is none it fails: nothing that needs a person is dropped.
    left join shipkeeper.alert_kind as k on k.kind = c.kind
    cross join lateral (select k.many is not null and c.cases_of_kind > 100 as is_folded) as f
    left join lateral (
      select t.remedy
      from shipkeeper.meanings() as t
      where t.alert = c.kind and not f.is_folded and c.reason like t.value
      order by length(t.value) desc
      limit 1
    ) as m on true
    where c.place = 1 or not f.is_folded
  ),
  ended as (
    update shipkeeper.alert as a
    set ended_at = v_now
    where a.ended_at is null
      and a.found_by = p_found_by
      and not exists (select from found as f where f.kind = a.kind and f.subject = a.subject)
  )
  insert into shipkeeper.alert as a (
    kind, subject, found_by, severity, order_number, cases, sentence, remedy, details, since, last_seen_at
  )
  select f.kind, f.subject, p_found_by, f.severity, f.order_number, f.cases, f.sentence, f.remedy, f.details, f.since, v_now
  from found as f
  on conflict (kind, subject) where ended_at is null do update
    set
      severity = excluded.severity,
      order_number = excluded.order_number,
      cases = excluded.cases,
      sentence = excluded.sentence,
      remedy = excluded.remedy,
      details = excluded.details,
      last_seen_at = excluded.last_seen_at;
end
$$;
comment on function shipkeeper.note_concerns(name, shipkeeper.concern[]) is
'Brings the alerts that one function finds up to what it has found now: opens a row for what is new, brings what lasts up to date, closes '
'what is gone. Above 100 of one kind they are one row that counts them and names the view that lists them. Error: not_null_violation for a '
'concern of no kind of shipkeeper.alert_kind. Writes: alert.';
revoke all on function shipkeeper.note_concerns(name, shipkeeper.concern[]) from public;
