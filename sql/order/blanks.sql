create or replace function shipkeeper.blanks()
returns text
language sql
immutable
return '\s\u0085\u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u2800\u3000' || shipkeeper.unseen();
comment on function shipkeeper.blanks() is
'Blanks as people type them, and what nobody sees, for the brackets of a regular expression.';
revoke all on function shipkeeper.blanks() from public;
