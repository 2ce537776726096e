create or replace function shipkeeper.switch_problem()
returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  -- Asked twice in a cycle: a function in SQL would be planned twice.
  return (
    select case
      -- A table of somebody else's, or a view, would be read with all our rights.
      when c.relowner <> o.relowner then format(
        'workflow_controls belongs to %s: alter table public.workflow_controls owner to %s, or drop it if it is not the shop''s',
        c.relowner::regrole, o.relowner::regrole
      )
      when not has_table_privilege(o.relowner, c.oid, 'select') then format(
        'workflow_controls cannot be read: grant select on public.workflow_controls to %s', o.relowner::regrole
      )
    end
    from pg_class as c
    join pg_class as o on o.oid = 'public.orders_inbox'::regclass
    where c.oid = to_regclass('public.workflow_controls')
  );
end
$$;
comment on function shipkeeper.switch_problem() is
'Why the shop''s switch for jobs, workflow_controls, is not read, and what to run; null: it is, or the shop has none. The switch must '
'not be passed over, so no cycle starts then.';
revoke all on function shipkeeper.switch_problem() from public;
