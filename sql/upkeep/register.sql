-- The kind of work `upkeep`: deletes what is older than it is kept. Sends nothing.
insert into shipkeeper.work_kind as k (work_kind, cycle_kind, turn)
values ('upkeep', 'run', 90)
on conflict (work_kind) do update
  set cycle_kind = excluded.cycle_kind, turn = excluded.turn
  where k.cycle_kind <> excluded.cycle_kind or k.turn <> excluded.turn;
