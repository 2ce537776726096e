-- What is looked at while it happens, by rules of this proof's own: beside the tables of Tests/proof/support/scaffold.sql.
create table proof.broken (what text not null);
-- Statuses that headers had, as their writers meant them.
create table proof.status (n bigint generated always as identity, order_inbox_id bigint not null, status text not null);
-- What was handed out to be sent.
create table proof.posted (request_id bigint not null, shipstation_order_id text not null, sku text not null);
-- Orders whose header or lines people have touched in a way that keeps lots from their lines.
create table proof.touched (order_number text not null);
-- What ShipStation took in: a line whose SKU a change made another.
create table proof.applied (shipstation_order_id text not null, item_id bigint not null, sku text not null);

-- As walk.pass; but an order began when it did in ShipStation, whose orders do not grow older.
create function proof.pass(p_time interval) returns void language plpgsql as $$
begin
  -- The call of a runner that was killed may still be under way.
  while exists (select from pg_stat_activity as a where a.datname = current_database() and a.usename = 'shop_runner') loop
    perform pg_sleep(0.01), pg_stat_clear_snapshot();
  end loop;
  perform walk.pass(p_time);
  set local session_replication_role = replica;
  update shipkeeper.order_status_history set changed_at = clock_timestamp() where entry = 'insert';
end
$$;

create function proof.note_status() returns trigger language plpgsql security definer as $$
begin
  insert into proof.status (order_inbox_id, status) values (new.id, new.status);
  return null;
end
$$;
create trigger proof_status after insert or update of status on public.orders_inbox
for each row execute function proof.note_status();
alter table public.orders_inbox enable always trigger proof_status;

-- Why a change must not leave now, in the transaction that hands it out.
create function proof.why_not(p_request shipkeeper.request) returns setof text language sql as $$
  with review as (select r.* from shipkeeper.lot_review as r where r.lot_review_id = p_request.purpose_id),
  header as (select o.* from public.orders_inbox as o join review as r on r.order_inbox_id = o.id),
  sent as (
    select i ->> 'sku' as sku, split_part(i ->> 'sku', ' - ', 1) as base, split_part(i ->> 'sku', ' - ', 2) as lot
    from jsonb_array_elements(convert_from(p_request.body, 'UTF8')::jsonb -> 'items') as i
  )
  select 'its header is gone' where not exists (select from header)
  union all
  select 'its header has id ' || h.shipstation_order_id from header as h
  where h.shipstation_order_id <> convert_from(p_request.body, 'UTF8')::jsonb ->> 'orderId'
  union all
  select 'it is ' || h.status || ' here' from header as h where h.status in ('shipped', 'cancelled')
  union all
  select 'it has an override' from header as h where h.manual_lot_override
  union all
  select 'an operator holds it' from header as h join shipkeeper.order_hold as o on o.order_inbox_id = h.id
  union all
  select 'lot_mode is ' || s.lot_mode from shipkeeper.settings as s, review as r
  where s.lot_mode <> 'automatic' and not (s.lot_mode = 'approval' and r.approved_by is not null)
  union all
  select s.sku || ' is not the active lot' from sent as s
  where s.lot <> '' and array[s.lot] <> array(select l.lot from public.sku_lot as l where l.sku = s.base and l.active = 1)
  union all
  select 'perhaps picked, and nobody asked' from header as h, review as r
  where r.approved_by is null and exists (
    select from proof.status as p
    where p.order_inbox_id = h.id and (
      p.status = 'shipped' or p.status in ('awaiting_shipment', 'uploaded') and p.n < (
        select max(m.n) from proof.status as m where m.order_inbox_id = h.id and m.status = 'on_hold'
      )
    )
  )
  union all
  select 'the change before it is undecided' from review as r
  join shipkeeper.request as q on q.purpose_id = r.lot_review_id and q.method = 'POST' and q.request_id <> p_request.request_id
  where q.sent_at > clock_timestamp() - interval '1 hour'
    and coalesce(q.verdict not in ('rate_limited', 'not_sent'), true)
$$;
create function proof.note_post() returns trigger language plpgsql security definer as $$
begin
  insert into proof.broken
  select format('order %s was sent, and %s', new.shipstation_order_id, w) from proof.why_not(new) as w;
  insert into proof.posted
  select new.request_id, new.shipstation_order_id, i ->> 'sku'
  from jsonb_array_elements(convert_from(new.body, 'UTF8')::jsonb -> 'items') as i;
  return null;
end
$$;
create trigger proof_post after insert on shipkeeper.request
for each row when (new.method = 'POST') execute function proof.note_post();

-- What the runner writes of a line is a text that was sent for the order that its header stands for, and nothing else of it.
create function proof.note_line() returns trigger language plpgsql security definer as $$
begin
  insert into proof.broken
  select format('line %s of order %s became %s', old, o.order_number, new)
  from public.orders_inbox as o
  where o.id = new.order_inbox_id and (
    new.quantity <> old.quantity
    or exists (select from shipkeeper.order_hold as h where h.order_inbox_id = o.id)
    or new.sku_lot is distinct from old.sku_lot and not exists (
      select from proof.posted as p where p.shipstation_order_id = o.shipstation_order_id and p.sku = new.sku_lot
    )
  );
  return null;
end
$$;
create trigger proof_line after update on public.order_items_inbox
for each row when (session_user = 'shop_runner') execute function proof.note_line();
