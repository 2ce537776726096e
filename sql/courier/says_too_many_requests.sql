create or replace function shipkeeper.says_too_many_requests(p_body bytea)
returns boolean
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_answer record;
begin
  if p_body is null or length(p_body) >= 1024 or strpos(lower(encode(p_body, 'escape')), 'too many requests') = 0 then
    return false;
  end if;
  v_answer := shipkeeper.read_json(p_body, p_mark_nul => true);
  -- An order or a list may hold the words in a note.
  return coalesce(
    v_answer.document is null
    or jsonb_typeof(v_answer.document) <> 'array'
    and not v_answer.document ?| array['orderId', 'orders', 'shipments'], true
  );
end
$$;
comment on function shipkeeper.says_too_many_requests(bytea) is
'Whether a body is the sentence "Too Many Requests" in some dress: below 1 kB, neither an order nor a list. Gateways send it with any '
'status, 200 among them; it says nothing of the order that was asked for.';
revoke all on function shipkeeper.says_too_many_requests(bytea) from public;
