create or replace function shipkeeper.page_person(p_now timestamptz)
returns xml
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
  select shipkeeper.page_section('person', 'What needs a person', coalesce(
    xmlconcat(
      shipkeeper.page_held_orders(p_now), shipkeeper.page_approvals(p_now), shipkeeper.page_unit_differences(p_now),
      shipkeeper.page_number_conflicts(p_now), shipkeeper.page_refused_orders(p_now)
    ),
    xmlforest('Nothing.' as p)
  ))
$$;
comment on function shipkeeper.page_person(timestamptz) is
'What needs a person, on the status page: held orders, approvals, units that differ, number conflicts, refused orders.';
revoke all on function shipkeeper.page_person(timestamptz) from public;
