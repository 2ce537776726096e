-- A ghost that a page could not heal and a request of its own did: in full its header gets what only the sync writes.
begin;
\ir ../prelude.psql
\ir remote.psql
select plan(13);
create sequence play.tries;
create function play.refuse_at_first() returns trigger language plpgsql security definer as $$
begin
  if nextval('play.tries') = 1 then
    raise exception 'not yet';
  end if;
  return new;
end
$$;
create trigger refuse before insert on public.order_items_inbox for each row execute function play.refuse_at_first();
-- The total, the status and the lines here.
create function play.order_here() returns text language sql as $$
  select concat_ws(' ', o.status, o.total_amount_cents, array_to_string(play.lines('1'), ','))
  from public.orders_inbox as o
  where o.order_number = '1'
$$;
create function play.ghost_again() returns void language sql as $$
  delete from public.orders_inbox;
  select play.forget(), setval('play.tries', 1, false);
  insert into public.orders_inbox (order_number, order_date, status, shipstation_order_id)
  values ('1', '2025-11-20', 'awaiting_shipment', '71')
$$;

-- The next walks start behind it.
select play.remote_order('9', '2025-11-20 10:30');
select play.remote_orders(1, 1, 'shipped'), play.ghost_again(), play.walk();
select is(play.order_here(), 'awaiting_shipment ', 'the page could not heal it');
select play.make_due(), play.run('{"kind": "run", "only": ["ghosts"]}');
select matches(play.order_here(), '^shipped \S', 'a request of its own could: lines and status');
select play.walk_on();
select matches(play.order_here(), '^shipped 2000 ', 'the next cycle writes its total, from what the sync had seen');
select is((select s.units_here from shipkeeper.seen_order as s where s.order_number = '1'), 2::bigint, 'and knows its units here');
select play.walk_on();
select is(play.said(), '{}', 'once');

-- Changed in ShipStation between page and request: what the page showed is old by then, and not written.
select play.remote_orders(1, 1, 'on_hold'), play.ghost_again(), play.walk();
select play.remote_order('1', '2025-11-20 10:00:20', 'shipped'), play.make_due(), play.run('{"kind": "run", "only": ["ghosts"]}');
select is((select s.apply_at from shipkeeper.seen_order as s where s.order_number = '1'), null, 'changed meanwhile: the older state is not put off');

-- heal_only writes nothing of the header.
select play.remote_orders(1, 1, 'shipped'), play.ghost_again(), play.walk('heal_only');
select play.make_due(), play.run('{"kind": "run", "only": ["ghosts"]}');
select is((select s.apply_at from shipkeeper.seen_order as s where s.order_number = '1'), null, 'heal_only: nothing is put off');
select is((select s.units_here from shipkeeper.seen_order as s where s.order_number = '1'), 2::bigint, 'its units here are known');

-- Somebody had it when the page came: no error of its own, and the same follows.
create or replace function play.refuse_at_first() returns trigger language plpgsql security definer as $$
begin
  if nextval('play.tries') = 1 then
    raise exception 'in use' using errcode = 'lock_not_available';
  end if;
  return new;
end
$$;
create function play.let_time_pass() returns void language sql as $$
  update shipkeeper.seen_order set apply_at = clock_timestamp() where apply_at is not null
$$;
select play.ghost_again(), play.walk();
select is(play.outcome_of('1'), 'skipped: locked', 'locked when the page came');
select play.make_due(), play.run('{"kind": "run", "only": ["ghosts"]}'), play.walk_on();
select matches(play.order_here(), '^shipped 2000 ', 'healed by a request: its total is written, too');
-- He filled it himself: it is no ghost any more, and what the page showed of it counts.
select play.ghost_again(), play.walk();
insert into public.order_items_inbox (order_inbox_id, sku, quantity) select id, 'A', 2 from public.orders_inbox where order_number = '1';
select play.let_time_pass(), play.walk_on();
select is(play.order_here(), 'shipped 2000 A||2|', 'filled by whoever had it: status and total are written');
select is((select s.apply_at from shipkeeper.seen_order as s where s.order_number = '1'), null, 'once');
delete from play.remote where id = 79;
select play.ghost_again(), play.walk('heal_only');
select is_empty($$ select from shipkeeper.seen_order where order_number = '1' $$, 'heal_only: of what is locked nothing is kept');

select * from finish();
rollback;
