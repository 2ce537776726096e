-- The queries that the README of the report gives: each runs, as an analyst, and is short.
begin;
\ir ../prelude.psql
select plan(4);
\set readme `cat sql/report/README.md`
create temporary table question as
select split_part(m.part, E';\n```', 1) as query, m.place
from string_to_table(:'readme', E'```sql\n') with ordinality as m (part, place)
where m.place > 1;
grant select on question to shop_analyst;
grant usage on schema play to shop_analyst;
select is((select count(*) from question), 15::bigint, 'fifteen questions');
select is((select count(*) from regexp_matches(:'readme', '\?\n\n```sql\n', 'g')), 15::bigint, 'each asked in a sentence');
select is_empty($$ select query from question where array_length(string_to_array(query, E'\n'), 1) > 5 $$, 'none takes more than five lines');

select play.make_ghosts('1', '2'), play.make_ghost('3', p_shipstation_id => 'x');
select play.answer_order('1', 'shipped', play.item('A')), play.answer_order('2', 'on_hold'), play.run();
create function play.ask() returns setof text language plpgsql as $$
declare
  v_question record;
begin
  for v_question in select q.query from question as q order by q.place loop
    begin
      execute v_question.query;
    exception
      when others then
        return next v_question.query || ': ' || sqlerrm;
    end;
  end loop;
end
$$;
set local role shop_analyst;
create temporary table failed as select * from play.ask() as f;
reset role;
select is_empty('select * from failed', 'each runs');

select * from finish();
rollback;
