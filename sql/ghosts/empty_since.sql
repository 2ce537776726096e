-- A time to come is none, as in ghost_header: the first look counts.
create or replace view shipkeeper.empty_since as
select
  a.id,
  case
    when a.created_at <= clock_timestamp() then a.created_at
    else least(f.looked_at, g.first_seen_at)
  end as empty_since
from shipkeeper.header_age as a
left join shipkeeper.first_look as f on f.order_inbox_id = a.id
left join shipkeeper.ghost as g on g.order_inbox_id = a.id;
comment on view shipkeeper.empty_since is
'Since when an order without lines has had none, as far as is known: of others it says nothing.';
comment on column shipkeeper.empty_since.id is 'orders_inbox.id.';
comment on column shipkeeper.empty_since.empty_since is
'orders_inbox.created_at; where that is missing or to come, when a cycle first met it without lines; null: none has.';
