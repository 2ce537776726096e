-- After sql/ was loaded: drops what an earlier deployment put here and this one did not, then records what stands.
-- The driver fills in two variables: objects, the query of objects.sql, and triggers, the names of those made in sql/.
with now as (:objects)
update shipkeeper.deployed_object as d
set obsolete = true
where not exists (
  select from now
  where now.kind = d.kind and now.identity = d.identity
    and (now.touched or (now.kind = 'trigger' and now.name = any (:triggers)))
);
\ir drop_obsolete.sql
with now as (:objects)
insert into shipkeeper.deployed_object (kind, identity, digest, rights, server_major)
select now.kind, now.identity, now.digest, now.rights, current_setting('server_version_num')::integer / 10000
from now
left join shipkeeper.deployed_object as d using (kind, identity)
where now.touched or d.kind is not null
on conflict (kind, identity) do update
set digest = excluded.digest, rights = excluded.rights, server_major = excluded.server_major,
  recorded_at = excluded.recorded_at;
