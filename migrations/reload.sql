-- Before sql/ is loaded anew: removes our functions and views. Triggers stay, and the functions that they call: without them no
-- program of the shop could write its tables until all is loaded.
update shipkeeper.deployed_object as d
set obsolete = case d.kind
  when 'view' then true
  when 'trigger' then false
  else not exists (select from pg_trigger as t where t.tgfoid::regprocedure::text = d.identity)
end;
\ir drop_obsolete.sql
