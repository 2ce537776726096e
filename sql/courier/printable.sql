create or replace function shipkeeper.printable(p_text text, p_length integer default 60)
returns text
language sql
immutable
-- Control characters and those that turn the reading direction could forge a line of a log; what nobody sees is shown.
return regexp_replace(
  case when length(p_text) > p_length then left(p_text, p_length) || '…' else p_text end,
  '[[:cntrl:]\u0080-\u009F\u2028\u2029' || shipkeeper.unseen() || ']', '?', 'g'
);
comment on function shipkeeper.printable(text, integer) is
'A text of others (order number, SKU, status) as it may stand in a message: one line, at most p_length characters.';
revoke all on function shipkeeper.printable(text, integer) from public;
