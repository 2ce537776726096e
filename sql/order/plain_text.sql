create or replace function shipkeeper.plain_text(p_text text)
returns text
language sql
immutable
return case
  -- Nearly all: looked at only.
  when p_text ~ '^[!-~]+( +[!-~]+)*$' then p_text
  else regexp_replace(
    p_text,
    '^[\s\u00A0\u00AD\u1680\u180E\u2000-\u200F\u2028-\u202F\u205F-\u206F\u3000\uFEFF]+'
    '|[\s\u00A0\u00AD\u1680\u180E\u2000-\u200F\u2028-\u202F\u205F-\u206F\u3000\uFEFF]+$'
    '|[\u00AD\u180E\u200B-\u200F\u202A-\u202E\u2060-\u206F\uFEFF]',
    '', 'g'
  )
end;
comment on function shipkeeper.plain_text(text) is
'A text without the blanks around it and without characters that nobody sees: how numbers of orders are compared.';
revoke all on function shipkeeper.plain_text(text) from public;
