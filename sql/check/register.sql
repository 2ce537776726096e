-- The kind of work `check`: what `shipkeeper check` asks.
insert into shipkeeper.work_kind (work_kind, cycle_kind, turn)
values ('check', 'check', 10)
on conflict (work_kind) do update set cycle_kind = excluded.cycle_kind, turn = excluded.turn
where (work_kind.cycle_kind, work_kind.turn) is distinct from (excluded.cycle_kind, excluded.turn);
