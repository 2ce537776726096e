create or replace function shipkeeper.page_icon(p_kind text)
returns xml
language sql
immutable
set search_path = pg_catalog, pg_temp
as $$
  select xmlelement(
    name svg,
    xmlattributes('icon' as class, '0 0 16 16' as "viewBox", '16' as width, '16' as height, 'true' as "aria-hidden"),
    xmlelement(name path, xmlattributes('evenodd' as "fill-rule", case p_kind
      -- A disc with a tick, with two bars; a triangle and an octagon with an exclamation mark.
      when 'well' then 'M8 0a8 8 0 1 0 0 16A8 8 0 0 0 8 0zM6.9 11.9 3.2 8.2l1.4-1.4 2.3 2.3 4.5-4.5 1.4 1.4z'
      when 'paused' then 'M8 0a8 8 0 1 0 0 16A8 8 0 0 0 8 0zM5 4.5h2v7H5zM9 4.5h2v7H9z'
      when 'warning' then 'M8 .7 16 15H0zM7.1 6l.3 4.5h1.2L8.9 6zM7.1 11.7h1.8v1.8H7.1z'
      when 'critical' then 'M4.7 0h6.6L16 4.7v6.6L11.3 16H4.7L0 11.3V4.7zM7 3.2l.4 6h1.2l.4-6zM7.1 10.8h1.8v1.9H7.1z'
    end as d))
  )
$$;
comment on function shipkeeper.page_icon(text) is
'The sign of a state on the status page, told by its shape and not by its colour alone: well, paused, warning, critical.';
revoke all on function shipkeeper.page_icon(text) from public;
