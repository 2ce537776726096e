create or replace function shipkeeper.plain_text(p_text text)
returns text
language sql
immutable
return case
  -- Nearly all: looked at only.
  when p_text ~ '^[!-~]+( +[!-~]+)*$' then p_text
  else regexp_replace(
    p_text, '^[' || shipkeeper.blanks() || ']+|[' || shipkeeper.blanks() || ']+$|[' || shipkeeper.unseen() || ']', '', 'g'
  )
end;
comment on function shipkeeper.plain_text(text) is
'A text without the blanks around it and without characters that nobody sees: how numbers of orders are compared.';
revoke all on function shipkeeper.plain_text(text) from public;
