create or replace function shipkeeper.read_json(
  p_body bytea, p_mark_nul boolean default false, out document jsonb, out problem text, out has_nul boolean
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
  if p_mark_nul and strpos(v_text, '\u0000') > 0 then
    -- An escaped NUL, no escaped backslash before "u0000": a mark that no text holds takes its place.
    has_nul := v_text ~ '(?<!\\)(\\\\)*\\u0000';
    v_text := regexp_replace(v_text, '(?<!\\)((?:\\\\)*)\\u0000', '\1\uFFFE', 'g');
  end if;
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
comment on function shipkeeper.read_json(bytea, boolean) is
'The body of an answer as JSON, or what is wrong with it. Never raises. Numbers keep their digits: jsonb is exact. With p_mark_nul, '
'escaped NULs, which jsonb cannot hold, become U+FFFE and has_nul is true: one order of a page must not spoil the others.';
revoke all on function shipkeeper.read_json(bytea, boolean) from public;
