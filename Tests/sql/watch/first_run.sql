-- A shop in which no run has ended well yet: how long runs have begun counts, and no more than that.
begin;
\ir ../lots/prelude.psql
select plan(5);
create function play.alerts() returns text language sql as $$
  select coalesce(string_agg(a.subject, ', '), '') from shipkeeper_report.alerts as a where a.alert = 'no_cycle'
$$;
create function play.limit_is_over() returns void language sql as $$
  update shipkeeper.quota set blocked_until = clock_timestamp(), resets_at = null, remaining = null
$$;
select play.make_ghost('1'), play.answer('1', 429), play.run();
select is((select outcome from play.result), 'rate_limited', 'a first run that a 429 ends');
select is(play.alerts(), '', 'is no alert');
select play.limit_is_over(), play.make_due(), play.run();
select is((select count(*) from shipkeeper.message where message like '%no_cycle%'), 0::bigint, 'nor does the second say one');
update shipkeeper.cycle set started_at = started_at - interval '16 minutes', ended_at = ended_at - interval '16 minutes';
select alike(play.alerts(), 'No cycle has ended well for 00:16:0_.%', 'a quarter of an hour later it is one');
select play.limit_is_over(), play.make_due(), play.answer_order('1', 'shipped', play.item('A')), play.run();
select is(play.alerts(), '', 'until a run has ended well');
select * from finish();
rollback;
