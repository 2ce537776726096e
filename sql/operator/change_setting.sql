create or replace function shipkeeper_operator.change_setting(p_setting text, p_value text, p_reason text)
returns text
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '5s'
as $$
declare
  v_value text;
  v_broken name;
begin
  perform 1 from shipkeeper.lease as l for update;
  if not exists (
    select
    from pg_attribute as a
    where a.attrelid = 'shipkeeper.settings'::regclass
      and a.attname = p_setting and a.attnum > 0 and not a.attisdropped and a.attname <> 'only_row'
  ) then
    raise exception 'There is no setting %: shipkeeper_report.settings lists those there are.',
      shipkeeper.printable(p_setting);
  end if;
  perform shipkeeper.record_action(
    'change_setting', p_reason, jsonb_build_object('setting', p_setting, 'value', p_value)
  );
  perform set_config('shipkeeper.reason', p_reason, true);
  begin
    execute format(
      'update shipkeeper.settings as s set %I = n.%1$I '
      'from jsonb_populate_record(null::shipkeeper.settings, jsonb_build_object($1, $2)) as n returning s.%1$I::text',
      p_setting
    ) using p_setting, case
      -- As shipkeeper_report.settings shows a list.
      when starts_with(ltrim(p_value), '[') and p_setting = 'lot_transitions' then p_value::jsonb
      else to_jsonb(p_value)
    end into v_value;
  exception
    when check_violation or not_null_violation or data_exception then
      get stacked diagnostics v_broken = constraint_name;
      raise exception '% is no value for the setting %: %', coalesce(shipkeeper.printable(p_value), 'null'), p_setting, (
        select format(
          '%s It must be %s%s; it is %s now.', col_description(a.attrelid, a.attnum),
          case format_type(a.atttypid, a.atttypmod)
            when 'integer' then 'a whole number'
            when 'interval' then 'a length of time such as 15 minutes'
            when 'boolean' then 'true or false'
            when 'date' then 'a day such as 2027-03-01, or infinity'
            when 'text[]' then 'a list such as ["on_hold -> awaiting_shipment"]'
            else 'a text'
          end,
          (
            select ' such that ' || regexp_replace(pg_get_expr(c.conbin, c.conrelid, true), '::[a-z]+( [a-z]+)*([[][]])?', '', 'g')
            from pg_constraint as c
            where c.conrelid = a.attrelid and c.conname = coalesce(nullif(v_broken, ''), format('settings_%s_check', a.attname))
          ),
          (select to_jsonb(s) ->> p_setting from shipkeeper.settings as s)
        )
        from pg_attribute as a
        where a.attrelid = 'shipkeeper.settings'::regclass and a.attname = p_setting
      );
  end;
  perform set_config('shipkeeper.reason', '', true);
  if p_setting = 'lot_mode' and v_value = 'off' then
    raise notice 'The next cycle closes the reviews of lots that are open: %.', (
      select count(*) from shipkeeper.lot_review as r where r.state not in ('posted', 'approval', 'closed')
    );
  end if;
  return v_value;
end
$$;
comment on function shipkeeper_operator.change_setting(text, text, text) is
'Changes a setting, and returns its new value as text. Takes what shipkeeper_report.settings shows. '
'Error: a sentence where there is no such setting, the value is none for it, with its range and form, or the '
'reason is missing. Writes: settings, operator_action, audit.';
revoke all on function shipkeeper_operator.change_setting(text, text, text) from public;
