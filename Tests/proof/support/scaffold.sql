-- What the invariants are checked against.
create schema proof;
-- Every state in which ShipStation has had an order's lines: (orderItemId, SKU, quantity) of the products.
create table proof.version (
  shipstation_order_id text not null,
  lines jsonb not null,
  primary key (shipstation_order_id, lines)
);
-- Requests whose answer was spoilt, so that nothing may come of it.
create table proof.spoilt (request_id bigint primary key);
