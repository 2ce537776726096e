-- Triggers and constraints of the shop's that refuse or change what is written: that order is rolled back, others go
-- on.
begin;
\ir ../prelude.psql
select plan(31);

-- Heals orders 1 (in the trigger's way) and 2 (not), and tells what became of them.
create function play.heal_two(p_number_of_first text, p_answer integer default 200) returns text language plpgsql as $$
begin
  delete from public.orders_inbox;
  delete from shipkeeper.ghost;
  perform play.make_ghost(p_number_of_first, 'pending');
  perform play.make_ghost('2', 'pending');
  if p_answer = 200 then
    perform play.answer_order(p_number_of_first, 'shipped', play.item('A', 2), play.item('BAD', 3));
  else
    perform play.answer(p_number_of_first, p_answer);
  end if;
  perform play.answer_order('2', 'shipped', play.item('A', 2));
  perform play.run();
  return concat_ws(
    ' ', play.outcome_of(p_number_of_first), '-', play.header(p_number_of_first), play.lines(p_number_of_first),
    '/', play.header('2'), play.lines('2')
  );
end
$$;
select is(
  play.heal_two('1'), 'backfilled - shipped 5 {A||2|1000,BAD||3|1000} / shipped 2 {A||2|1000}',
  'without triggers both are healed'
);

-- A trigger on the lines.
create function play.on_line() returns trigger language plpgsql as $$
begin
  if new.sku <> 'BAD' then
    return new;
  end if;
  case tg_argv[0]
    when 'raise' then raise exception 'no BAD for buyer@example.invalid';
    when 'swallow' then return null;
    when 'quantity' then new.quantity := 1;
    when 'header' then update public.orders_inbox set total_items = 99 where id = new.order_inbox_id;
    when 'divide' then new.quantity := 1 / 0;
  end case;
  return new;
end
$$;
create trigger test_line before insert on public.order_items_inbox
for each row execute function play.on_line('raise');
select is(
  play.heal_two('1'), 'error: database failure P0001 - pending 0 {} / shipped 2 {A||2|1000}', 'a line''s trigger raises'
);
select is(
  (play.said())[2], 'error: ❌ Error backfilling order 1: database failure P0001', 'the message quotes none of its words'
);
select play.figures_are('{"backfilled": 1, "errors": 1}', 'it counts as an error');
select is((select setbacks from shipkeeper.ghost), 1, 'and comes again at growing intervals');
select is(
  (select count(*) from shipkeeper.message where message like '%order 1:%' and message like '✅%'
    and cycle_id = (select cycle from play.result)),
  0::bigint, 'nothing is said of what was rolled back'
);
drop trigger test_line on public.order_items_inbox;

create trigger test_line before insert on public.order_items_inbox
for each row execute function play.on_line('swallow');
select is(
  play.heal_two('1'), 'error: database failure 27000 - pending 0 {} / shipped 2 {A||2|1000}',
  'a line''s trigger swallows it'
);
drop trigger test_line on public.order_items_inbox;

create trigger test_line before insert on public.order_items_inbox
for each row execute function play.on_line('quantity');
select is(
  play.heal_two('1'), 'error: database failure 27000 - pending 0 {} / shipped 2 {A||2|1000}',
  'a line''s trigger changes the quantity'
);
drop trigger test_line on public.order_items_inbox;

create trigger test_line before insert on public.order_items_inbox
for each row execute function play.on_line('divide');
select is(
  play.heal_two('1'), 'error: database failure 22012 - pending 0 {} / shipped 2 {A||2|1000}',
  'a line''s trigger is broken'
);
drop trigger test_line on public.order_items_inbox;

create trigger test_line after insert on public.order_items_inbox
for each row execute function play.on_line('header');
select alike(
  play.heal_two('1'), 'error: database failure % - pending 0 {} / shipped 2 {A||2|1000}',
  'a line''s trigger writes total_items itself'
);
drop trigger test_line on public.order_items_inbox;

-- A trigger that the shop has deferred to the end of the transaction.
create constraint trigger test_line after insert on public.order_items_inbox deferrable initially deferred
for each row execute function play.on_line('raise');
select is(
  play.heal_two('1'), 'error: database failure P0001 - pending 0 {} / shipped 2 {A||2|1000}', 'a deferred trigger raises'
);
select lives_ok('set constraints all immediate', 'and nothing is left to fail at the commit');
drop trigger test_line on public.order_items_inbox;

-- Triggers that call their own tables without a schema, as programs of the shop may; a session's temporary table is not that table.
create table public.shop_log (words text);
grant insert on public.shop_log to public;
create temporary table shop_log (words text);
create function play.on_unqualified() returns trigger language plpgsql as $$
begin
  insert into shop_log (words) values (tg_table_name || ' ' || tg_op);
  return new;
end
$$;
create trigger test_line after insert on public.order_items_inbox for each row execute function play.on_unqualified();
create trigger test_header after update on public.orders_inbox for each row execute function play.on_unqualified();
select is(play.heal_two('1'), 'backfilled - shipped 5 {A||2|1000,BAD||3|1000} / shipped 2 {A||2|1000}', 'names without a schema are found');
select is(play.heal_two('1', 404), 'cancelled: not_found - cancelled 0 {} / shipped 2 {A||2|1000}', 'also where a 404 cancels');
select is(
  (select count(*) from public.shop_log) || ' ' || (select count(*) from pg_temp.shop_log), '8 0', 'in the shop''s schema, not in the session''s own'
);
drop trigger test_line on public.order_items_inbox;
drop trigger test_header on public.orders_inbox;
drop table pg_temp.shop_log, public.shop_log;
delete from shipkeeper.cancellation;

-- A rule that sends the lines nowhere.
create rule test_line as on insert to public.order_items_inbox where new.sku = 'BAD' do instead nothing;
select alike(
  play.heal_two('1'), 'error: database failure % - pending 0 {} / %', 'a rule swallows a line'
);
drop rule test_line on public.order_items_inbox;

-- A constraint of the shop's.
alter table public.order_items_inbox add constraint test_no_bad check (sku <> 'BAD');
select is(
  play.heal_two('1'), 'error: database failure 23514 test_no_bad - pending 0 {} / shipped 2 {A||2|1000}',
  'a constraint refuses a line: its name is the reason'
);
alter table public.order_items_inbox drop constraint test_no_bad;

-- A trigger on the header.
create function play.on_header() returns trigger language plpgsql as $$
begin
  if new.order_number = '2' then
    return new;
  end if;
  case tg_argv[0]
    when 'raise' then raise exception 'status % is not allowed', new.status using errcode = 'check_violation';
    when 'swallow' then return null;
    when 'keep' then new.status := old.status;
    when 'total' then new.total_items := 0;
  end case;
  return new;
end
$$;
create trigger test_header before update on public.orders_inbox for each row execute function play.on_header('raise');
select is(
  play.heal_two('1'), 'error: database failure 23514 - pending 0 {} / shipped 2 {A||2|1000}',
  'a header''s trigger raises: no line stays'
);
select is(
  play.heal_two('1', 404), 'error: database failure 23514 - pending 0 {} / shipped 2 {A||2|1000}', 'the same with a 404'
);
drop trigger test_header on public.orders_inbox;

create trigger test_header before update on public.orders_inbox for each row execute function play.on_header('swallow');
select is(
  play.heal_two('1'), 'error: database failure 27000 - pending 0 {} / shipped 2 {A||2|1000}',
  'a header''s trigger swallows the update: no line stays'
);
select is(
  play.heal_two('1', 404), 'error: database failure 27000 - pending 0 {} / shipped 2 {A||2|1000}', 'the same with a 404'
);
select is((select count(*) from shipkeeper.cancellation), 0::bigint, 'and nothing is recorded as cancelled');
drop trigger test_header on public.orders_inbox;

create trigger test_header before update on public.orders_inbox for each row execute function play.on_header('keep');
select is(
  play.heal_two('1'), 'error: database failure 27000 - pending 0 {} / shipped 2 {A||2|1000}',
  'a header''s trigger keeps the status: no line stays, it would be uploaded again'
);
select is(
  play.heal_two('1', 404), 'error: database failure 27000 - pending 0 {} / shipped 2 {A||2|1000}', 'the same with a 404'
);
select is((select count(*) from shipkeeper.cancellation), 0::bigint, 'and nothing is recorded as cancelled');
drop trigger test_header on public.orders_inbox;

create trigger test_header before update on public.orders_inbox for each row execute function play.on_header('total');
select is(
  play.heal_two('1'), 'error: database failure 27000 - pending 0 {} / shipped 2 {A||2|1000}',
  'a header''s trigger changes total_items: no line stays'
);
drop trigger test_header on public.orders_inbox;

-- A CHECK that does not know a status.
alter table public.orders_inbox drop constraint orders_inbox_status_check;
alter table public.orders_inbox add constraint orders_inbox_status_check check (status in ('pending', 'shipped'));
select play.make_ghost('3', 'pending');
select play.make_ghost('4', 'pending');
select play.answer_order('3', 'on_hold', play.item('A'));
select play.answer('4', 404);
select play.run();
select is(
  play.outcome_of('3') || ' ' || play.header('3'), 'error: database failure 23514 orders_inbox_status_check pending 0',
  'a CHECK that refuses a status'
);
select is(
  play.outcome_of('4') || ' ' || play.header('4'), 'error: database failure 23514 orders_inbox_status_check pending 0',
  'the same with a 404'
);

-- A cancelled statement is a failure of that order as well.
create function play.on_cancel() returns trigger language plpgsql as $$
begin
  raise exception 'too slow' using errcode = 'query_canceled';
end
$$;
create trigger test_cancel before insert on public.order_items_inbox for each row
when (new.sku = 'BAD') execute function play.on_cancel();
select is(
  play.heal_two('1'), 'error: database failure 57014 - pending 0 {} / shipped 2 {A||2|1000}',
  'a statement timeout in one order'
);
select is((select outcome from play.result), 'done', 'the cycle ends well');
select is((select count(*) from shipkeeper.ghost_queue), 0::bigint, 'and its queue is empty');

select * from finish();
rollback;
