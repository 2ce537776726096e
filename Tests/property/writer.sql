-- One transaction of another program: what it does is drawn anew each time.
\set id random(1, 2600)
\set other random(1, 2600)
\set what random(1, 12)
\set shape random(0, 11)
\set end random(1, 8)
begin;
\if :what <= 3
  insert into public.orders_inbox (order_number, order_date, status, shipstation_order_id)
  values (
    'W' || nextval('public.orders_inbox_id_seq'), '2025-06-01',
    (array['pending', 'uploaded', 'awaiting_shipment', 'failed', 'synced_manual', 'shipped', 'cancelled', 'on_hold',
      'awaiting_payment', 'pending_fulfillment', 'rejected_fulfillment', 'pending'])[1 + :shape],
    (array[null, '', ' ', '0', '-1', 'abc', '12.5', '00' || :id, ' ' || :id || ' ', :id::text, (:id * 1000000007::bigint)::text,
      '99999999999999999999'])[1 + :shape]
  )
  returning id \gset new_
  \if :what <= 2
    insert into public.order_items_inbox (order_inbox_id, sku, quantity) values (:new_id, '17612', 1), (:new_id, '17904', 2);
  \endif
\elif :what <= 5
  insert into public.order_items_inbox (order_inbox_id, sku, quantity)
  select o.id, '1' || :shape, 1 from public.orders_inbox as o where o.id in (:id, :other) order by o.id for key share
  on conflict do nothing;
\elif :what <= 7
  delete from public.order_items_inbox where order_inbox_id = :id;
\elif :what = 8
  delete from public.orders_inbox where id = :id;
\elif :what = 9
  -- Waits here for whoever adds a line to the other order: the next statement sees that line.
  select 1 from public.orders_inbox as h where h.id = :other for update;
  update public.order_items_inbox as i set order_inbox_id = o.id
  from (select h.id from public.orders_inbox as h where h.id = :other for update) as o
  where i.order_inbox_id = :id
    and not exists (select from public.order_items_inbox as n where n.order_inbox_id = o.id);
\elif :what <= 11
  update public.orders_inbox
  set status = (array['pending', 'shipped', 'cancelled', 'awaiting_shipment', 'on_hold', 'shipped'])[1 + :shape % 6]
  where id = :id;
\else
  update public.orders_inbox
  set shipstation_order_id = (array[null, '', ' ', '0', 'abc', '12.5', :other::text, :id::text])[1 + :shape % 8]
  where id = :id;
\endif
\if :end = 1
  rollback;
\elif :end = 2
  \sleep :shape ms
  commit;
\else
  commit;
\endif
