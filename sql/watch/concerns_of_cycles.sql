create or replace function shipkeeper.concerns_of_cycles()
returns setof shipkeeper.concern
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_known record;
begin
  -- Until an answer to a run is anything else: a run that sends nothing, is lost, fails or comes too often says nothing of the key.
  return query
  select
    'credentials_refused', '', null::text, r.sent_at, 'ShipStation refused the credentials in the last run.', null::text, null::bigint
  from (
    select q.verdict, q.sent_at
    from shipkeeper.request as q
    join shipkeeper.cycle as c on c.cycle_id = q.cycle_id and c.kind = 'run'
    where q.verdict not in ('not_sent', 'lost', 'api_failure', 'rate_limited')
    order by q.request_id desc
    limit 1
  ) as r
  where r.verdict = 'credentials_refused';

  -- In one statement: mostly nothing else is planned.
  select
    s.api_key_expires_on <= current_date + 14 or s.cycle_budget < interval '1 second' as is_set_so,
    q.blocked_until > clock_timestamp() - interval '2 hours' as was_blocked,
    (select c.only_kinds is not null from shipkeeper.cycle as c where c.kind = 'run' order by c.cycle_id desc limit 1) as was_part,
    (
      select r.cycle_id
      from shipkeeper.request as r
      join shipkeeper.cycle as c on c.cycle_id = r.cycle_id and c.kind = 'run'
      where r.answered_at is not null
      order by r.request_id desc
      limit 1
    ) as last_asking,
    (select l.what from shipkeeper.lasting_state as l where l.state = 'kpis') as kpis_refused
  into strict v_known
  from shipkeeper.settings as s
  cross join shipkeeper.quota as q;

  -- Of all answers of a run: one that took long, or went through another proxy, says nothing.
  return query
  select
    'clock_differs', '', null::text, c.started_at,
    format(
      'By ShipStation''s answers the clock of the database server is %s minutes %s.', round(abs(c.least) / 60),
      case when c.least > 0 then 'behind' else 'ahead' end
    ), null::text, null::bigint
  from (
    select
      min(r.sent_at) as started_at,
      case
        when min(r.server_time - r.answered_at) > interval '5 minutes' then extract(epoch from min(r.server_time - r.answered_at))
        when max(r.server_time - r.sent_at) < interval '-5 minutes' then extract(epoch from max(r.server_time - r.sent_at))
      end as least
    from shipkeeper.request as r
    where r.cycle_id = v_known.last_asking and r.server_time is not null
  ) as c
  where c.least is not null;

  -- Nothing else fails by that either, however long it lasts.
  if v_known.kpis_refused is not null then
    return next row(
      'kpis_refused', '', null, null,
      format('The ghosts'' figures of the day cannot be written to system_kpis: database failure %s.', v_known.kpis_refused), null, null
    )::shipkeeper.concern;
  end if;

  -- Nothing else fails by it: what is written while one is off leaves no history, and a table put in the place of ours none at all.
  return query
  select
    'triggers_off', '', null::text, null::timestamptz,
    format('What keeps statuses and lots is off or missing: %s.', string_agg(w.name || w.kept, ', ' order by w.name)), null::text,
    null::bigint
  from (
    select t.name, ' on ' || t.kept
    from (
      values
      ('public', 'orders_inbox', 'shipkeeper_status_inserted'), ('public', 'orders_inbox', 'shipkeeper_status_updated'),
      ('public', 'orders_inbox', 'shipkeeper_override_inserted'), ('public', 'orders_inbox', 'shipkeeper_override_changed'),
      ('public', 'sku_lot', 'shipkeeper_lot_activated'), ('public', 'sku_lot', 'shipkeeper_lots_emptied'),
      -- Of orders that come in released already nothing else tells that they were on hold.
      ('shipkeeper', 'seen_order', 'hold_inserted'), ('shipkeeper', 'seen_order', 'hold_updated')
    ) as t (place, kept, name)
    where not exists (
      select
      from pg_trigger as g
      where g.tgrelid = to_regclass(t.place || '.' || t.kept)
        and g.tgname = t.name
        and (g.tgenabled = 'A' or g.tgenabled = 'O' and t.name ~ '^(shipkeeper_override|hold)_')
    )
    union all
    -- A view keeps to its table, whatever that is called by now.
    select 'order_items_inbox', ', which is another table now'
    where not exists (
      select
      from pg_depend as d
      join pg_rewrite as r on r.oid = d.objid
      where d.classid = 'pg_rewrite'::regclass
        and d.refclassid = 'pg_class'::regclass
        and d.refobjid = to_regclass('public.order_items_inbox')
        and r.ev_class = to_regclass('shipkeeper.empty_header')
    )
  ) as w (name, kept)
  having count(*) > 0;

  if v_known.is_set_so then
    return query
    select
      'key_expires', '', null::text, null::timestamptz,
      case
        when s.api_key_expires_on <= current_date then format('The key of ShipStation''s API has expired on %s.', s.api_key_expires_on)
        else format(
          'The key of ShipStation''s API expires on %s, in %s days.', s.api_key_expires_on, s.api_key_expires_on - current_date
        )
      end,
      null::text, null::bigint
    from shipkeeper.settings as s
    where s.api_key_expires_on <= current_date + 14
    union all
    select
      'settings_leave_work', 'cycle_budget', null, null, 'A run may last no time at all (cycle_budget): nothing is asked for.',
      'cycle_budget', null
    from shipkeeper.settings as s
    where s.cycle_budget < interval '1 second';
  end if;

  if v_known.was_part then
    return query
    select
      'settings_leave_work', 'only', null::text, null::timestamptz,
      format(
        'The work %s has had no run for 23 hours: runs are started with --only.', string_agg(k.work_kind, ', ' order by k.turn)
      ),
      'only', null::bigint
    from shipkeeper.known_kind as k
    -- The last that began so long ago; none: nothing is known of that time. With the shortest keep_logs a day is.
    cross join (
      select c.cycle_id
      from shipkeeper.cycle as c
      where c.kind = 'run' and c.started_at < clock_timestamp() - interval '23 hours'
      order by c.cycle_id desc
      limit 1
    ) as d
    where k.cycle_kind = 'run'
      and not exists (
        select
        from shipkeeper.cycle as c
        where c.cycle_id > d.cycle_id and c.kind = 'run' and (c.only_kinds is null or k.work_kind = any(c.only_kinds))
      )
    having count(*) > 0;
  end if;

  if v_known.was_blocked then
    return query
    select
      'quota_used_by_others', '', null::text, u.sent_at,
      format('ShipStation refused a request (429) after only %s of ours in that minute.', u.ours), null::text, null::bigint
    from (
      select
        r.sent_at,
        (
          select count(*)
          from shipkeeper.request as o
          where o.request_id >= r.request_id - 100 and o.request_id < r.request_id and o.sent_at > r.sent_at - interval '1 minute'
        ) as ours
      from (
        select q.request_id, q.cycle_id, q.sent_at, q.verdict from shipkeeper.request as q order by q.request_id desc limit 200
      ) as r
      where r.verdict = 'rate_limited' and r.sent_at > clock_timestamp() - interval '1 hour'
        -- A check or a scan that met it raises nothing, nor does it hide what a run has met.
        and (select c.kind from shipkeeper.cycle as c where c.cycle_id = r.cycle_id) = 'run'
      order by r.request_id desc
      limit 1
    ) as u
    where u.ours < (select coalesce(q.request_limit, 40) / 2 from shipkeeper.quota as q);
  end if;
end
$$;
comment on function shipkeeper.concerns_of_cycles() is
'What of the runs, of the settings and of the quota needs a person: credentials_refused, key_expires (from two weeks before), '
'settings_leave_work (no time, kinds of work that --only leaves out), quota_used_by_others (for an hour), kpis_refused, triggers_off, '
'clock_differs (by more than five minutes from the Date of each answer of the last run that has any).';
revoke all on function shipkeeper.concerns_of_cycles() from public;
