-- A state that lasts is over, too, where nobody is left who would end it: begun anew it is said anew.
begin;
\ir ../prelude.psql
\ir ../sync/remote.psql
\ir ../round/prelude.psql
select plan(12);
create function play.lasting() returns text language sql as $$
  select coalesce(string_agg(l.state, ' ' order by l.state), '') from shipkeeper.lasting_state as l where l.state not in ('alerts', 'ghosts')
$$;
create function play.run_of(p_kind text) returns void language sql as $$
  select play.run(jsonb_build_object('kind', 'run', 'only', array[p_kind]))
$$;
select play.order_of('1'), play.header_of('1');

-- The sync, turned off.
create function play.broken_sync() returns void language sql as $$
  select play.sync('heal_only'), play.go_wrong('GET', '/orders?modifyDateStart%', 200, p_body => '<html>'), play.run_of('sync')
$$;
select play.broken_sync();
select is(play.lasting(), 'sync', 'a sync that does not come to its end');
select play.sync('off'), play.run_of('sync');
select is(play.lasting(), '', 'is over where it is off');
select play.broken_sync();
select ok(play.has_said('error: ❌ Sync: %the next cycle asks again'), 'on again, the same problem is said');
select play.sync('off'), play.run_of('sync');

-- The round, turned off.
create function play.broken_round() returns void language sql as $$
  update shipkeeper.settings set round_every = '1 microsecond';
  select play.go_wrong('GET', '/orders?orderStatus=%', 200, p_body => '{"orders": [], "total": 3, "page": 1, "pages": 1}'), play.run_of('round')
$$;
select play.broken_round();
select is(play.lasting(), 'round', 'a round that fails');
update shipkeeper.settings set round_every = '0';
select play.run_of('round');
select is(play.lasting(), '', 'is over where there are none');
select play.broken_round();
select ok(play.has_said('error: ❌ Round: %'), 'on again, the same problem is said');
update shipkeeper.settings set round_every = '0';
select play.run_of('round');

-- The ghosts, where the shop has deleted them.
create function play.full() returns trigger language plpgsql as $$
begin
  raise exception 'no' using errcode = 'disk_full';
end
$$;
create trigger full_disk before insert on public.order_items_inbox for each row execute function play.full();
create function play.broken_ghosts(p_number text) returns void language sql as $$
  select play.order_of(p_number), play.make_ghost(p_number), play.run_of('ghosts')
$$;
select play.broken_ghosts('2');
select ok(play.has_said('error: ❌ Ghost orders: database failure 53100 - %'), 'a database that takes no lines');
select is(play.lasting(), 'ghosts_problem', 'lasts');
select play.run_of('ghosts');
select is(play.lasting(), 'ghosts_problem', 'as long as a ghost is left');
delete from public.orders_inbox where order_number = '2';
select play.run_of('ghosts');
select is(play.lasting(), '', 'is over where no ghost is left');
select is(array(select s from unnest(play.said()) as s where s like '%get on again%'), '{}', 'of which nobody says that they get on');
select play.broken_ghosts('3');
select ok(play.has_said('error: ❌ Ghost orders: database failure 53100 - %'), 'with the next one the same problem is said');

select * from finish();
rollback;
