-- Before sql/ is loaded: a trigger that was changed by hand loses the comment by which sql/triggers.sql knows it, and is made anew.
-- The driver fills in objects, the query of objects.sql.
with now as (:objects)
select format('comment on trigger %s is null', d.identity)
from now
join shipkeeper.deployed_object as d using (kind, identity)
where
  d.kind = 'trigger'
  and d.digest <> now.digest
  -- Another server version may word it otherwise: that is nobody's change, and no gap in the history.
  and d.server_major = current_setting('server_version_num')::integer / 10000 \gexec
