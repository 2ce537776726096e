create or replace function shipkeeper.note_alerts(p_cycle bigint)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_concerns shipkeeper.concern[];
begin
  v_concerns := array(select c from shipkeeper.concerns(p_cycle) as c);
  -- In a well shop there is nothing to compare.
  if v_concerns = '{}' and not exists (select from shipkeeper.alert as a where a.ended_at is null) then
    return;
  end if;

  with concern as (
    select
      c.*,
      coalesce(max(c.of_kind) over of_one_kind, count(*) over of_one_kind) as cases_of_kind,
      min(c.since) over of_one_kind as since_of_kind,
      row_number() over (partition by c.kind order by c.since, c.subject) as place
    from unnest(v_concerns) as c
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
        when f.is_folded then format('Look at shipkeeper_report.%s.', k.details)
        else format(
          coalesce(m.remedy, k.remedy), shipkeeper.printable(c.order_number), c.subject
        )
      end as remedy,
      'shipkeeper_report.' || k.details as details,
      coalesce(case when f.is_folded then c.since_of_kind else c.since end, v_now) as since
    from concern as c
    join shipkeeper.alert_kind as k on k.kind = c.kind
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
    where a.ended_at is null and not exists (select from found as f where f.kind = a.kind and f.subject = a.subject)
  )
  insert into shipkeeper.alert as a (
    kind, subject, severity, order_number, cases, sentence, remedy, details, since, last_seen_at
  )
  select f.kind, f.subject, f.severity, f.order_number, f.cases, f.sentence, f.remedy, f.details, f.since, v_now
  from found as f
  on conflict (kind, subject) where ended_at is null do update
    set
      severity = excluded.severity,
      order_number = excluded.order_number,
      cases = excluded.cases,
      sentence = excluded.sentence,
      remedy = excluded.remedy,
      details = excluded.details,
      since = least(a.since, excluded.since),
      last_seen_at = excluded.last_seen_at;
end
$$;
comment on function shipkeeper.note_alerts(bigint) is
'Brings the alerts up to what a run has left: opens a row for what is new, brings what lasts up to date, closes what is gone. Above 100 '
'of one kind they are one row that counts them and names the view that lists them. Writes: alert.';
revoke all on function shipkeeper.note_alerts(bigint) from public;
