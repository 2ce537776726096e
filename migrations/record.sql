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
select
  now.kind, now.identity, now.digest,
  -- What the deployment gave: nobody else's rights are its own, so that what came in by hand or by default shows.
  coalesce((
    select array_agg(r.item)::text from unnest(nullif(now.rights, '')::text[]) as r (item)
    where exists (
      select from aclexplode(array[r.item::aclitem]) as x
      where x.grantee in (
        to_regrole(quote_ident(current_user)), to_regrole('shipkeeper_runner'), to_regrole('shipkeeper_analyst'),
        to_regrole('shipkeeper_operator')
      )
    )
  ), ''), current_setting('server_version_num')::integer / 10000
from now
left join shipkeeper.deployed_object as d using (kind, identity)
where now.touched or d.kind is not null
on conflict (kind, identity) do update
set digest = excluded.digest, rights = excluded.rights, server_major = excluded.server_major,
  recorded_at = excluded.recorded_at;
