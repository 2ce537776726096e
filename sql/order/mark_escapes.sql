create or replace function shipkeeper.mark_escapes(
  p_text text, out marked text, out has_nul boolean, out has_half boolean
)
returns record
language sql
immutable
set search_path = pg_catalog, pg_temp
set standard_conforming_strings = on
as $$
  -- Read from the left, token by token, since an escaped backslash may stand before a "u".
  select
    string_agg(
      case
        when t.token ~ '^\\u0000$' then '\uFFFE'
        when t.token ~* '^\\ud[89a-f][0-9a-f]{2}$' then '\uFFFD'
        else t.token
      end, '' order by t.place
    ),
    bool_or(t.token ~ '^\\u0000$'),
    bool_or(t.token ~* '^\\ud[89a-f][0-9a-f]{2}$')
  from (
    select m.matched[1] as token, m.place
    from regexp_matches(
      p_text, '[^\\]+|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.|\\', 'g'
    ) with ordinality as m (matched, place)
  ) as t
$$;
comment on function shipkeeper.mark_escapes(text) is
'A JSON text with its escapes that stand for no character marked: NUL by U+FFFE, which no text holds, and half a surrogate pair, left '
'where an emoji was cut by a length limit, by U+FFFD, the replacement character; and whether there was one of either. Pairs stay.';
revoke all on function shipkeeper.mark_escapes(text) from public;
