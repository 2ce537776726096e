-- The kind of work `ghosts`: heals orders that have a header and no line.
insert into shipkeeper.work_kind as k (work_kind, cycle_kind, turn)
values ('ghosts', 'run', 20)
on conflict (work_kind) do update
  set cycle_kind = excluded.cycle_kind, turn = excluded.turn
  where k.cycle_kind <> excluded.cycle_kind or k.turn <> excluded.turn;
