drop table shipkeeper.lane;
drop table shipkeeper.page_order;
drop type shipkeeper.decided_order;
drop type shipkeeper.known_order;
drop type shipkeeper.laid_order;
drop type shipkeeper.product_line;
