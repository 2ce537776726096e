create or replace function shipkeeper.bare_text(p_text text)
returns text
language sql
immutable
return regexp_replace(p_text, '[' || shipkeeper.blanks() || ']', '', 'g');
comment on function shipkeeper.bare_text(text) is
'A SKU without its blanks and what cannot be seen: how two spellings are compared.';
revoke all on function shipkeeper.bare_text(text) from public;
