create or replace function shipkeeper.page_lot_updates(p_now timestamptz)
returns xml
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
  select shipkeeper.page_section('lots', 'Last lot updates', xmlconcat(
    xmlelement(name p, xmlattributes('quiet' as class), 'Mode: ', (
      select case s.lot_mode
        when 'off' then 'off, no order is reviewed.'
        when 'dry_run' then 'dry run, nothing is sent.'
        when 'approval' then 'approval, an operator agrees to each.'
        else 'automatic.'
      end
      from shipkeeper.settings as s
    )),
    case
      when count(*) = 0 then xmlforest('None yet.' as p)
      else shipkeeper.page_table(
        'Last lot updates', array['Order', 'SKU', 'Lot before', 'Lot after', 'What came of it', 'When', 'By'], '{}', xmlagg(xmlelement(
          name tr,
          shipkeeper.page_cell('Order', shipkeeper.page_text(u.order_number), 'key'),
          shipkeeper.page_cell('SKU', shipkeeper.page_text(u.base_sku)),
          shipkeeper.page_cell('Lot before', shipkeeper.page_text(u.old_lot)),
          shipkeeper.page_cell('Lot after', shipkeeper.page_text(u.new_lot)),
          shipkeeper.page_cell('What came of it', shipkeeper.page_text(case u.reason
            when 'would_update' then 'dry run: not sent'
            when 'mismatch' then 'differs: look at it'
            else replace(u.reason, '_', ' ')
          end)),
          shipkeeper.page_cell('When', shipkeeper.page_time(u.updated_at, p_now)),
          shipkeeper.page_cell('By', shipkeeper.page_text(u.updated_by))
        ) order by u.lot_update_audit_id desc)
      )
    end
  ))
  from (select a.* from shipkeeper.lot_update_audit as a order by a.lot_update_audit_id desc limit 10) as u
$$;
comment on function shipkeeper.page_lot_updates(timestamptz) is
'The last ten lines on the status page whose lots were changed, or would have been.';
revoke all on function shipkeeper.page_lot_updates(timestamptz) from public;
