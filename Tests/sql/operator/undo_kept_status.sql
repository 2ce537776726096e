-- A shop whose trigger keeps a cancelled order cancelled: undoing says so, and records nothing that did not happen.
begin;
\ir ../prelude.psql
select plan(5);

select play.make_ghost('1');
select play.answer('1', 404);
select play.run();
create function play.keep_cancelled() returns trigger language plpgsql as $$
begin
  new.status := 'cancelled';
  return new;
end
$$;
create trigger keep_cancelled before update on public.orders_inbox
for each row when (old.status = 'cancelled') execute function play.keep_cancelled();
select results_eq(
  $$ select order_number, result from shipkeeper_operator.undo_cancellations('-infinity', 'wrong key') $$,
  $$ values ('1', 'left: a trigger or rule of the shop keeps its status') $$, 'it is not said to be given back'
);
select is((select undone_at from shipkeeper.cancellation), null, 'nor recorded as undone');
select is((select details ->> 'orders' from shipkeeper.operator_action), '0', 'nor counted');
drop trigger keep_cancelled on public.orders_inbox;
select results_eq(
  $$ select order_number, result from shipkeeper_operator.undo_cancellations('-infinity', 'wrong key') $$,
  $$ values ('1', 'given back') $$, 'without the trigger it is given back'
);

-- Cancelled, set to another status by hand, and cancelled again.
select play.make_ghost('2', 'uploaded');
insert into shipkeeper.cancellation (order_inbox_id, order_number, shipstation_order_id, reason, previous_status, cancelled_at, cycle_id)
select o.id, '2', '72', 'not_found', p.status, clock_timestamp(), p.cycle
from public.orders_inbox as o cross join (values ('uploaded', 1), ('awaiting_shipment', 2)) as p (status, cycle)
where o.order_number = '2';
update public.orders_inbox set status = 'cancelled' where order_number = '2';
select shipkeeper_operator.undo_cancellations('-infinity', 'wrong key');
select is((select status from public.orders_inbox where order_number = '2'), 'awaiting_shipment', 'the last of its cancellations is undone');

select * from finish();
rollback;
