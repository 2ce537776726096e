-- The kind of work `lots`: brings the lot numbers of released orders up to date in ShipStation.
insert into shipkeeper.work_kind as k (work_kind, cycle_kind, turn)
values ('lots', 'run', 30)
on conflict (work_kind) do update
  set cycle_kind = excluded.cycle_kind, turn = excluded.turn
  where k.cycle_kind <> excluded.cycle_kind or k.turn <> excluded.turn;
