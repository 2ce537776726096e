create or replace function shipkeeper.say_each(p_cycle bigint, p_sentences shipkeeper.sentence[])
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
begin
begin
  with sentence as (
    select
      s.*,
      row_number() over (partition by s.words, s.level order by s.turn) as place,
      count(*) over (partition by s.words, s.level) as new
    from unnest(p_sentences) with ordinality as s (level, words, listed_in, blanks, turn)
  ),
  counted as (
    insert into shipkeeper.sentence_count as c (cycle_id, words, level, listed_in, sentences, said)
    select p_cycle, s.words, s.level, s.listed_in, s.new, least(s.new, 20) from sentence as s where s.place = 1
    on conflict (cycle_id, words, level) do update
      set sentences = c.sentences + excluded.sentences, said = least(c.sentences + excluded.sentences, 20)
    returning c.words, c.level, c.sentences, c.said
  )
  insert into shipkeeper.message (cycle_id, level, message, recorded_at)
  select p_cycle, s.level, format(s.words, variadic s.blanks), clock_timestamp()
  from sentence as s
  join counted as c on c.words = s.words and c.level = s.level
  where c.sentences - s.new + s.place <= c.said
  order by s.turn;
end;
end
$$;
comment on function shipkeeper.say_each(bigint, shipkeeper.sentence[]) is
'Gives the runner sentences to log of which a cycle may have any number: of each kind the first twenty in a cycle. How many there were and '
'where they are listed, say_counts says at its end. Writes: message, sentence_count.';
revoke all on function shipkeeper.say_each(bigint, shipkeeper.sentence[]) from public;
