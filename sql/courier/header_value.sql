create or replace function shipkeeper.header_value(p_headers bytea, p_name text)
returns text
language sql
immutable
-- encode() reads any byte: a header may hold what is no text in any encoding.
return (regexp_match(encode(p_headers, 'escape'), '(?:^|\n)' || p_name || ':[ \t]*([^\r\n]*?)[ \t]*(?:\r|\n|$)', 'i'))[1];
comment on function shipkeeper.header_value(bytea, text) is
'The value of a response header, found by its name in any case; null where it is absent.';
revoke all on function shipkeeper.header_value(bytea, text) from public;
