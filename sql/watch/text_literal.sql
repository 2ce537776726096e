create or replace function shipkeeper.text_literal(p_text text)
returns text
language sql
immutable
set search_path = pg_catalog, pg_temp
set standard_conforming_strings = on
as $$
  select case
    when p_text is null then 'NULL'
    when shipkeeper.printable(p_text, length(p_text)) = p_text then quote_literal(p_text)
    -- What would forge a line, or is not seen, is written as its code: the call can be copied all the same.
    else (
      select 'U&''' || string_agg(case
        when shipkeeper.printable(c.letter) <> c.letter then '\+' || lpad(to_hex(ascii(c.letter)), 6, '0')
        when c.letter in ('\', '''') then c.letter || c.letter
        else c.letter
      end, '' order by c.place) || ''''
      from string_to_table(p_text, null) with ordinality as c (letter, place)
    )
  end
$$;
comment on function shipkeeper.text_literal(text) is
'A text of others (an order number) as a literal of SQL that stands in one line and can be copied into a call, whole: what '
'shipkeeper.printable would replace is written as its code. Null: NULL.';
revoke all on function shipkeeper.text_literal(text) from public;
