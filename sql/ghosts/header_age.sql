-- Where the shop lacks created_at, its name means the value beside it. Read as JSON, so that no setting of dates has a say.
create or replace view shipkeeper.header_age as
select
  c.id,
  case
    when c.type_name = 'timestamp with time zone' then c.value::timestamptz
    -- What lies beyond has no instant in every zone.
    when c.type_name = 'timestamp without time zone' and c.value::timestamp between timestamp '0002-01-01' and timestamp '9999-01-01'
      then c.value::timestamp at time zone (select s.shop_time_zone from shipkeeper.settings as s)
  end as created_at
from (values (null::text)) as missing (created_at)
cross join lateral (
  select
    o.id,
    to_jsonb(created_at) #>> '{}' as value,
    pg_typeof(created_at)::text as type_name
  from public.orders_inbox as o
) as c;
comment on view shipkeeper.header_age is 'Since when the shop has its orders, as far as it says.';
comment on column shipkeeper.header_age.id is 'orders_inbox.id.';
comment on column shipkeeper.header_age.created_at is
'orders_inbox.created_at, read in the setting shop_time_zone where it has none; null: the column is missing, no timestamp, or empty.';
