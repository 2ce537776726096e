create or replace function shipkeeper.url_encode(p_text text)
returns text
language sql
immutable
set search_path = pg_catalog, pg_temp
set standard_conforming_strings = on
as $$
  select coalesce(
    string_agg(
      case
        when c.character ~ '^[A-Za-z0-9._~-]$' then c.character
        else regexp_replace(upper(encode(convert_to(c.character, 'UTF8'), 'hex')), '(..)', '%\1', 'g')
      end,
      '' order by c.place
    ),
    ''
  )
  from regexp_split_to_table(p_text, '') with ordinality as c (character, place)
$$;
comment on function shipkeeper.url_encode(text) is
'A text as it stands in the query of a URL: everything but letters, digits and . _ ~ - as %XX of its UTF-8 bytes.';
revoke all on function shipkeeper.url_encode(text) from public;
