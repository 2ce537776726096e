create or replace function shipkeeper.say_lasting(
  p_cycle bigint, p_state text, p_what text, p_level text, p_message text, p_since timestamptz default null
)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_since timestamptz;
begin
  if p_what is null then
    delete from shipkeeper.lasting_state as l where l.state = p_state returning l.since into v_since;
  else
    insert into shipkeeper.lasting_state as l (state, what, since, said_in)
    values (p_state, p_what, coalesce(p_since, clock_timestamp()), p_cycle)
    on conflict (state) do update set what = excluded.what, said_in = excluded.said_in where l.what <> excluded.what
    returning l.since into v_since;
  end if;
  if v_since is not null and p_message is not null then
    perform shipkeeper.say(p_cycle, p_level, case
      when p_what is not null and p_since is null then p_message
      else format(
        '%s (since %s)', p_message,
        (select to_char(v_since at time zone s.shop_time_zone, 'YYYY-MM-DD HH24:MI') from shipkeeper.settings as s)
      )
    end);
  end if;
end
$$;
comment on function shipkeeper.say_lasting(bigint, text, text, text, text, timestamptz) is
'Gives the runner a sentence on a state that lasts, when it begins and when p_what (what it is) changes; p_what null: when it ends. '
'Since when it lasts, in the shop''s time zone, stands in the last one, and in the others where p_since says when it began. '
'Writes: lasting_state, message.';
revoke all on function shipkeeper.say_lasting(bigint, text, text, text, text, timestamptz) from public;
