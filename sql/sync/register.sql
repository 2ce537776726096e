-- The kind of work `sync`: walks the orders that changed in ShipStation since the watermark.
insert into shipkeeper.work_kind as k (work_kind, cycle_kind, turn)
values ('sync', 'run', 10)
on conflict (work_kind) do update
  set cycle_kind = excluded.cycle_kind, turn = excluded.turn
  where k.cycle_kind <> excluded.cycle_kind or k.turn <> excluded.turn;
