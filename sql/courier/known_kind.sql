create or replace view shipkeeper.known_kind as
select
  k.work_kind,
  k.cycle_kind,
  k.turn
from shipkeeper.work_kind as k
where
  k.turn is not null
  -- Whoever reads this through a view of shipkeeper_report may use this schema's names in no other way.
  and exists (
    select from pg_proc as p
    where p.proname = ('declare_' || k.work_kind)::name and p.pronamespace = 'shipkeeper'::regnamespace
  );
comment on view shipkeeper.known_kind is
'The kinds of work that this release does: those whose declaration is there, not only written down.';
comment on column shipkeeper.known_kind.work_kind is 'Name of the kind.';
comment on column shipkeeper.known_kind.cycle_kind is 'In which kind of cycle it is done.';
comment on column shipkeeper.known_kind.turn is 'Its place in the cycle, ascending.';
