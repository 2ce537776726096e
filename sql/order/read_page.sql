create or replace function shipkeeper.read_page(
  p_body bytea, out orders jsonb, out total integer, out has_nul boolean, out problem text, out is_divisible boolean
)
returns record
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_answer constant record := shipkeeper.read_json(p_body, p_mark_nul => true);
begin
  orders := v_answer.document -> 'orders';
  has_nul := v_answer.has_nul;
  problem := v_answer.problem;
  -- One order can spoil the text of a page; it cannot make a web page of it.
  is_divisible := problem in ('answer holds bytes that are no text', 'answer is not whole JSON');
  if problem is null
    and (
      jsonb_typeof(orders) is distinct from 'array'
      or not shipkeeper.is_integer(v_answer.document -> 'total', 0, 2147483647)
    )
  then
    problem := 'answer is no list of orders';
  end if;
  if problem is null then
    total := (v_answer.document ->> 'total')::numeric::integer;
  end if;
end
$$;
comment on function shipkeeper.read_page(bytea) is
'The body of an answer as a page of orders: the orders, how many the whole list holds, whether an escaped NUL was marked (see '
'read_json); or what is wrong with it, and whether one order of the page may be to blame (is_divisible). Never raises.';
revoke all on function shipkeeper.read_page(bytea) from public;
