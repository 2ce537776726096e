-- The view lot_mismatches: whose lot is not the active one, or not to be read, however it is typed.
begin;
\ir prelude.psql
select plan(2);
delete from public.sku_lot;
insert into public.sku_lot (sku, lot, active) values
('17612', '250300', 1), ('17612', '250237', 0), ('30007', '-8', 1), ('30007', '-7', 0), ('30008', 'L 25', 1), ('30008', 'L 24', 0);
create temporary table line (text text, is_shown boolean) on commit drop;
insert into line values
('17612 - 250300', false), (U&'17612\00A0-\00A0250300', false), (U&'17612\200B - 250300', false), (E'17612\t-\t250300', false), ('17612-250300', false),
('30007 - -8', false), ('30008 - L 25', false), ('17612 - 250237', true), (U&'17612\00A0-\00A0250237', true), ('30007 - -7', true),
('30008 - L 24', true), ('17612 - 1250300', true), ('250237 - 17612', true), ('Lot 250300, SKU 17612', true), ('250237 - 30007', false), ('socks', false);
select play.order_on_hold(row_number() over ()::text, array[play.item(text)]) from line;
select set_eq(
  'select distinct sku_in_shipstation from shipkeeper_report.lot_mismatches', 'select text from line where is_shown', 'those that are not as they should be'
);
select is(
  (select active_lot from shipkeeper_report.lot_mismatches where sku = '250237 - 17612'), '250300', 'with the lot that is active'
);
select * from finish();
rollback;
