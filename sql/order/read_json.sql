create or replace function shipkeeper.read_json(p_body bytea, out document jsonb, out problem text)
returns record
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
set standard_conforming_strings = on
as $$
declare
  v_text text;
begin
  if coalesce(length(p_body), 0) = 0 then
    problem := 'answer is empty';
    return;
  end if;
  begin
    v_text := convert_from(p_body, 'UTF8');
  exception
    when others then
      problem := 'answer holds bytes that are no text';
      return;
  end;
  begin
    document := v_text::jsonb;
  exception
    when untranslatable_character then
      problem := 'answer holds a NUL';
    when others then
      problem := case when v_text ~ '^\s*<' then 'answer is HTML, not JSON' else 'answer is not whole JSON' end;
  end;
end
$$;
comment on function shipkeeper.read_json(bytea) is
'The body of an answer as JSON, or what is wrong with it. Never raises. Numbers keep their digits: jsonb is exact.';
revoke all on function shipkeeper.read_json(bytea) from public;
