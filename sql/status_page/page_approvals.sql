create or replace function shipkeeper.page_approvals(p_now timestamptz)
returns xml
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
  select shipkeeper.page_group(
    'Lot updates that wait for approval',
    'Look on the shelf, then shipkeeper_operator.approve_lot_update or reject_lot_update with the review''s number.',
    max(r.reviews), count(*), 'shipkeeper_report.lot_reviews',
    shipkeeper.page_table(
      'Lot updates that wait for approval', array['Order', 'Review', 'Since', 'Change', 'Why asked'], array['Review'],
      xmlagg(xmlelement(
        name tr,
        shipkeeper.page_cell('Order', shipkeeper.page_text(r.order_number), 'key'),
        shipkeeper.page_cell('Review', xmlforest(r.lot_review_id as span), 'number'),
        shipkeeper.page_cell('Since', shipkeeper.page_time(r.opened_at, p_now)),
        shipkeeper.page_cell('Change', shipkeeper.page_text(shipkeeper.describe_changes(r.sku_changes), 300), 'wide'),
        shipkeeper.page_cell('Why asked', shipkeeper.page_text(replace(r.reason, '_', ' ')), 'wide')
      ) order by r.opened_at, r.lot_review_id)
    )
  )
  from (
    select
      o.*,
      count(*) over () as reviews
    from shipkeeper.lot_review as o
    where o.state = 'approval'
    order by o.opened_at, o.lot_review_id
    limit 5
  ) as r
$$;
comment on function shipkeeper.page_approvals(timestamptz) is
'The reviews of lots on the status page that wait for an operator, those that wait longest; null where there are none.';
revoke all on function shipkeeper.page_approvals(timestamptz) from public;
