-- An order asked for by itself says nothing where all is well: it is committed all the same before anything else is begun.
begin;
\ir ../prelude.psql
\ir ../sync/remote.psql
select plan(6);
-- As after a page that could not use order 2: refused, and not on the pages to come.
create function play.step_after() returns text language plpgsql as $$
declare
  v_cycle bigint;
  v_step record;
begin
  perform play.sync('full', '2025-11-20 19:30Z'), play.forget();
  insert into shipkeeper.refused_order (shipstation_order_id, order_number, reason, refused_at, next_attempt_at)
  values ('72', '2', 'locked', clock_timestamp(), clock_timestamp());
  v_cycle := play.start();
  loop
    v_step := play.next(v_cycle);
    exit when v_step.kind = 'done';
    continue when v_step.kind = 'wait';
    perform play.hand_over(v_step.request, a.status, a.body, null, play.date_header()) from play.remote_answer(v_step.path) as a;
    if v_step.path = '/orders/72' then
      v_step := play.next(v_cycle);
      exit;
    end if;
  end loop;
  perform play.drive(v_cycle), play.end_cycle(v_cycle);
  return concat_ws(' ', v_step.kind, v_step.seconds);
end
$$;
select play.remote_order('2', '2025-11-20 10:00', p_items => array[play.item('B', 5)]);
select is(play.step_after(), 'wait 0', 'a new one: the call ends');
select is(play.header('2'), 'awaiting_shipment 5', 'with the order in the shop');
select is(play.outcome_of('2'), 'imported', 'as an outcome');
update public.order_items_inbox set quantity = 1;
select is(play.step_after(), 'wait 0', 'a known one: the call ends');
select is(play.lines('2'), '{B||5|1000}', 'with the order as it is there');
select is(play.step_after(), 'done', 'nothing to be written: it goes on');
select * from finish();
rollback;
