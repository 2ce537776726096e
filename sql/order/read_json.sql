create or replace function shipkeeper.read_json(
  p_body bytea, p_mark_nul boolean default false, out document jsonb, out problem text, out has_nul boolean, out has_half boolean
)
returns record
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
set standard_conforming_strings = on
as $$
declare
  v_text text;
begin
  has_nul := false;
  has_half := false;
  if coalesce(length(p_body), 0) = 0 then
    problem := 'answer is empty';
    return;
  end if;
  begin
    -- Some gateways put a byte order mark before the brace.
    v_text := convert_from(p_body, 'UTF8');
    if starts_with(v_text, U&'\FEFF') then
      v_text := ltrim(v_text, U&'\FEFF');
    end if;
  exception
    when others then
      problem := 'answer holds bytes that are no text';
      return;
  end;
  for v_try in 1..2 loop
    begin
      document := v_text::jsonb;
      return;
    exception
      when untranslatable_character or invalid_text_representation then
        -- Only escapes that stand for no character are worth a second try.
        exit when v_try = 2;
        select m.marked, m.has_nul, m.has_half into v_text, has_nul, has_half from shipkeeper.mark_escapes(v_text) as m;
        exit when has_nul and not p_mark_nul or not has_nul and not has_half;
      when others then
        exit;
    end;
  end loop;
  problem := case
    when has_nul and not p_mark_nul then 'answer holds a NUL'
    when v_text ~ '^\s*<' then 'answer is HTML, not JSON'
    else 'answer is not whole JSON'
  end;
end
$$;
comment on function shipkeeper.read_json(bytea, boolean) is
'The body of an answer as JSON, or what is wrong with it. Never raises. Numbers keep their digits: jsonb is exact. What jsonb cannot '
'hold is marked (mark_escapes): half a surrogate pair always, has_half is true then, and whoever sends the document back must not; '
'escaped NULs only with p_mark_nul, has_nul is true then: one order of a page must not spoil the others.';
revoke all on function shipkeeper.read_json(bytea, boolean) from public;
