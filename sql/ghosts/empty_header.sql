-- The anti-join over the partial index of open orders.
create or replace view shipkeeper.empty_header as
select h.id
from public.orders_inbox as h
where
  h.status not in ('shipped', 'cancelled')
  and not exists (select 1 from public.order_items_inbox as i where i.order_inbox_id = h.id);
comment on view shipkeeper.empty_header is
'Open orders (neither shipped nor cancelled) without a line, whoever made them and whenever.';
comment on column shipkeeper.empty_header.id is 'orders_inbox.id.';
