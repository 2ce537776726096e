create or replace function shipkeeper.say_one_of(p_cycle bigint, p_level text, p_listed_in text, p_words text, variadic p_blanks text[])
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  perform shipkeeper.say_each(p_cycle, array[row(p_level, p_words, p_listed_in, p_blanks)::shipkeeper.sentence]);
end
$$;
comment on function shipkeeper.say_one_of(bigint, text, text, text, text[]) is
'Gives the runner one sentence of a kind of which a cycle may have any number: see say_each. Writes: what that writes.';
revoke all on function shipkeeper.say_one_of(bigint, text, text, text, text[]) from public;
