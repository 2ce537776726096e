create or replace function shipkeeper.printable(p_text text, p_length integer default 60)
returns text
language sql
immutable
-- Control characters and those that turn the reading direction could forge a line of a log; what nobody sees is shown.
return regexp_replace(
  case when length(p_text) > p_length then left(p_text, p_length) || '…' else p_text end,
  '[[:cntrl:]\u0080-\u009F\u2028\u2029'
  '\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180B-\u180F\u200B-\u200F\u202A-\u202E\u2060-\u206F'
  '\u3164\uFE00-\uFE0F\uFEFF\uFFA0\uFFF0-\uFFF8\U0001BCA0-\U0001BCA3\U0001D173-\U0001D17A\U000E0000-\U000E0FFF]', '?', 'g'
);
comment on function shipkeeper.printable(text, integer) is
'A text of others (order number, SKU, status) as it may stand in a message: one line, at most p_length characters.';
revoke all on function shipkeeper.printable(text, integer) from public;
