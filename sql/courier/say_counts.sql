create or replace function shipkeeper.say_counts(p_cycle bigint)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  with counted as (
    delete from shipkeeper.sentence_count as c where c.cycle_id = p_cycle
    returning c.level, c.words, c.listed_in, c.sentences, c.said
  )
  insert into shipkeeper.message (cycle_id, level, message, recorded_at)
  select
    p_cycle, c.level,
    format(
      '%s (%s times in cycle %s, %s of them said) - see shipkeeper_report.%s',
      replace(c.words, '%s', '...'), c.sentences, p_cycle, c.said, c.listed_in
    ),
    clock_timestamp()
  from counted as c
  where c.sentences > c.said
  order by c.words;
end
$$;
comment on function shipkeeper.say_counts(bigint) is
'Says of each kind of which more than twenty sentences were to be said in a cycle how many there were and which view lists them. '
'Writes: message, sentence_count.';
revoke all on function shipkeeper.say_counts(bigint) from public;
