-- The kind of work `check`: what `shipkeeper check` asks.
insert into shipkeeper.work_kind as k (work_kind, cycle_kind, turn)
values ('check', 'check', 10)
on conflict (work_kind) do update
  set cycle_kind = excluded.cycle_kind, turn = excluded.turn
  where k.cycle_kind <> excluded.cycle_kind or k.turn <> excluded.turn;
