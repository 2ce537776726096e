create or replace function shipkeeper.bare_text(p_text text)
returns text
language sql
immutable
return regexp_replace(
  p_text, '[\s\u00A0\u00AD\u1680\u180E\u2000-\u200F\u2028-\u202F\u205F-\u206F\u3000\uFEFF]', '', 'g'
);
comment on function shipkeeper.bare_text(text) is
'A SKU without its blanks and what cannot be seen: how two spellings are compared.';
revoke all on function shipkeeper.bare_text(text) from public;
