-- The setting as a subquery: the planner takes a table of one row for one of many, and compiles the query for it.
create or replace view shipkeeper.ghost_header as
select e.id
from shipkeeper.empty_header as e
join shipkeeper.header_age as a on a.id = e.id
left join shipkeeper.first_look as f on f.order_inbox_id = e.id
-- A time to come is none: the first look counts.
where
  least(a.created_at, f.looked_at) <= clock_timestamp() - (select s.ghost_after from shipkeeper.settings as s)
  or (select s.ghost_after from shipkeeper.settings as s) = interval '0';
comment on view shipkeeper.ghost_header is
'Open orders without a line that have stood so for the setting ghost_after, by created_at or since a cycle first met them: the one '
'definition of a ghost. Before that another program may be about to write their lines.';
comment on column shipkeeper.ghost_header.id is 'orders_inbox.id.';
