-- What the server logged of the runner's last cycle, one row: see CallLog.swift. Run by a superuser of the private server.
create temporary table log (
  log_time timestamp(3) with time zone, user_name text, database_name text, process_id integer, connection_from text,
  session_id text, session_line_num bigint, command_tag text, session_start_time timestamp with time zone,
  virtual_transaction_id text, transaction_id bigint, error_severity text, sql_state_code text, message text, detail text,
  hint text, internal_query text, internal_query_pos integer, context text, query text, query_pos integer, location text,
  application_name text, backend_type text, leader_pid integer, query_id bigint
);
select format('copy log from %L with (format csv)', current_setting('data_directory') || '/' || pg_current_logfile('csvlog')) \gexec

-- A call is parsed, bound and executed, each with a line of its own; its number is that of its execution.
with line as (
  select
    l.session_line_num as number,
    l.log_time,
    (regexp_match(l.message, '^duration: ([0-9.]+) ms'))[1]::numeric as ms,
    l.message ~ '^duration: [0-9.]+ ms  execute' as is_execution,
    (regexp_match(l.message, 'shipkeeper_runner\.(\w+)'))[1] as name
  from log as l
  where l.database_name = current_database()
    and l.message like 'duration: %'
    and l.session_id = (
      select s.session_id
      from log as s
      where s.database_name = current_database() and s.application_name = 'shipkeeper'
      order by s.log_time desc, s.session_line_num desc
      limit 1
    )
),
call as (
  select min(n.log_time) filter (where n.is_execution) as log_time, n.call, n.name, sum(n.ms) as ms
  from (
    select l.*, count(*) filter (where l.is_execution) over (order by l.number desc) as call from line as l
  ) as n
  where n.name is not null
  group by n.call, n.name
),
placed as (
  select c.*, row_number() over (order by c.call desc) as place from call as c
),
answered as (
  select max(p.place) as place from placed as p where p.name = 'accept_response'
),
-- Calls that wrote to the shop. The one that reads the page goes on with its first orders: it counts from the first of them.
writing as (
  select
    max(case when p.place = a.place + 1 then extract(epoch from p.log_time - w.first_at) * 1000 else p.ms end) as ms
  from placed as p
  cross join answered as a
  cross join lateral (
    select min(o.recorded_at) as first_at
    from shipkeeper.order_outcome as o
    where o.outcome in ('backfilled', 'imported', 'updated')
      and o.recorded_at between p.log_time - make_interval(secs => p.ms / 1000) and p.log_time
  ) as w
  where p.name = 'next_step' and w.first_at is not null
)
select
  (select p.ms from placed as p join answered as a on p.place = a.place),
  (select p.ms from placed as p join answered as a on p.place = a.place + 1),
  (select count(*) from placed as p join answered as a on p.place > a.place + 1 where p.name = 'next_step'),
  (select coalesce(sum(p.ms), 0) from placed as p join answered as a on p.place > a.place + 1 where p.name = 'next_step'),
  coalesce((select ms from writing), 0),
  coalesce((
    select max((regexp_match(l.message, ' after ([0-9.]+) ms'))[1]::numeric)
    from log as l
    where l.database_name = current_database() and l.user_name = 'shop_program' and l.message like '% acquired %'
  ), 0);
