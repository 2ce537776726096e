-- What the server logged of the runner's last cycle, one row: see CallLog.swift. Run by a superuser of the private server.
create temporary table log (
  log_time timestamp(3) with time zone, user_name text, database_name text, process_id integer, connection_from text,
  session_id text, session_line_num bigint, command_tag text, session_start_time timestamp with time zone,
  virtual_transaction_id text, transaction_id bigint, error_severity text, sql_state_code text, message text, detail text,
  hint text, internal_query text, internal_query_pos integer, context text, query text, query_pos integer, location text,
  application_name text, backend_type text, leader_pid integer, query_id bigint
);
select format('copy log from %L with (format csv)', current_setting('data_directory') || '/' || pg_current_logfile('csvlog')) \gexec
delete from log where database_name is distinct from current_database();
-- Kinds of pages follow one another in a shop: what was before the last session is not of this one.
delete from log where log_time < (select max(s.session_start_time) from log as s where s.application_name = 'shipkeeper');

-- The last session's lines. A call is parsed, bound and executed: six lines, of durations and of the process's use of the
-- processor up to then; the last one ends it.
create temporary table line as
select
  l.session_line_num as number,
  l.log_time,
  (regexp_match(l.message, '^duration: ([0-9.]+) ms'))[1]::numeric as ms,
  (regexp_match(l.message, 'shipkeeper_runner\.(\w+)'))[1] as name,
  u.parts[1]::numeric * 1000 + u.parts[2]::numeric * 1000 as used_ms,
  count(*) filter (where l.message = 'EXECUTE MESSAGE STATISTICS') over (order by l.session_line_num desc) as call
from log as l
left join lateral regexp_match(l.detail, '\[([0-9.]+) s user, ([0-9.]+) s system total\]') as u (parts) on true
where l.session_id = (
  select s.session_id
  from log as s
  where s.application_name = 'shipkeeper'
  order by s.session_start_time desc, s.session_line_num desc
  limit 1
);

create temporary table call as
select
  row_number() over (order by c.call desc) as place,
  c.name,
  c.log_time,
  c.ms,
  c.used_ms - lag(c.used_ms) over (order by c.call desc) as processor_ms
from (
  select l.call, max(l.name) as name, max(l.log_time) as log_time, sum(l.ms) as ms, max(l.used_ms) as used_ms
  from line as l
  where l.call > 0
  group by l.call
) as c;

-- The page is the first answer: orders that were locked are asked for again behind it.
with answered as (
  select min(c.place) as place from call as c where c.name = 'accept_response'
),
-- Orders of the page that were written to the shop.
written as (
  select o.recorded_at
  from shipkeeper.order_outcome as o
  where o.cycle_id = (select max(c.cycle_id) from shipkeeper.cycle as c) and o.outcome in ('backfilled', 'imported', 'updated')
),
-- The call that reads the page goes on with its first orders: it counts from the first of them.
writing as (
  select
    case when c.place = a.place + 1 then extract(epoch from c.log_time - w.first_at) * 1000 else c.ms end as ms,
    case when c.place <> a.place + 1 then c.processor_ms end as processor_ms
  from call as c
  cross join answered as a
  cross join lateral (
    select min(w.recorded_at) as first_at
    from written as w
    where w.recorded_at between c.log_time - make_interval(secs => c.ms / 1000) and c.log_time
  ) as w
  where c.name = 'next_step' and w.first_at is not null
)
select
  (select c.ms from call as c join answered as a on c.place = a.place),
  (select c.ms from call as c join answered as a on c.place = a.place + 1),
  (select count(*) from call as c join answered as a on c.place > a.place + 1 where c.name = 'next_step'),
  (select coalesce(sum(c.ms), 0) from call as c join answered as a on c.place > a.place + 1 where c.name = 'next_step'),
  coalesce((select max(w.ms) from writing as w), 0),
  coalesce((select max(w.processor_ms) from writing as w), 0),
  coalesce((
    select max((regexp_match(l.message, ' after ([0-9.]+) ms'))[1]::numeric)
    from log as l
    where l.user_name = 'shop_program' and l.message like '% acquired %'
  ), 0),
  (select coalesce(sum(c.processor_ms), 0) from call as c join answered as a on c.place >= a.place);
