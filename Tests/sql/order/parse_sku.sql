-- The only parser of SKUs: a lot is split off where that is certain, and else the text is left whole and it says why.
begin;
\ir ../prelude.psql
select plan(99);

-- Where the session takes a backslash in a text for an escape. First of all: what is planned once stays.
set local standard_conforming_strings = off;
set local escape_string_warning = off;
select results_eq(
  'select sku, lot, reason from shipkeeper.parse_sku('' socks - s '')', 'values (''socks - s'', null::text, ''unknown_base_sku'')',
  'no letter is lost in a session of the old kind'
);
set local standard_conforming_strings = on;

insert into public.sku_lot (sku, lot, active) values
('17612', '250300', 1), ('17612', '250299', 0), ('18795', '11001', 1), ('SUB', '1234', 1), ('SUB - LG', '555', 1),
('MIX', '250300', 1), ('MIX', 'A17', 1), ('LEN', '123', 1), ('LEN', '1234', 0), ('WHOLE', '1111', 1),
  ('WHOLE-2222', '9', 1),
('word', 'Edition', 1), ('a.b', '12', 1), ('30003', '2510-10', 0), ('30003', '2510-11', 1), ('30004', 'L 250300', 1),
('TWO', 'A-B', 1), ('TWO-A', 'B', 1), ('TEA', '77', 1);

create temporary table spelling (written text, sku text, lot text, reason text);
insert into spelling values
-- Base and lot, however the separator is typed.
('17612 - 250300', '17612', '250300', null),
('17612-250300', '17612', '250300', null),
('17612 -250300', '17612', '250300', null),
('17612- 250300', '17612', '250300', null),
('17612  -   250300', '17612', '250300', null),
(E'17612\t-\t250300', '17612', '250300', null),
(U&'17612\00A0-\00A0250300', '17612', '250300', null),
('17612 - 250299', '17612', '250299', null),
-- A lot that is not known, but looks like every lot of that base.
('17612 - 250301', '17612', '250301', null),
('17612 - 000000', '17612', '000000', null),
('18795 - 99999', '18795', '99999', null),
('SUB - 9999', 'SUB', '9999', null),
('SUB - LG - 777', 'SUB - LG', '777', null),
('SUB-LG-777', 'SUB-LG-777', null, 'tail_is_no_lot'),
('MIX - A17', 'MIX', 'A17', null),
('LEN - 123', 'LEN', '123', null),
('LEN - 1234', 'LEN', '1234', null),
('word - Edition', 'word', 'Edition', null),
('a.b - 12', 'a.b', '12', null),
-- Not certain: whole.
('17612 - 2503001', '17612 - 2503001', null, 'tail_is_no_lot'),
('17612 - 25030', '17612 - 25030', null, 'tail_is_no_lot'),
('17612 - 25O300', '17612 - 25O300', null, 'tail_is_no_lot'),
('17612 - ٢٥٠٣٠٠', '17612 - ٢٥٠٣٠٠', null, 'tail_is_no_lot'),
('17612-A', '17612-A', null, 'tail_is_no_lot'),
('17612 - Special', '17612 - Special', null, 'tail_is_no_lot'),
('17612 - Special Edition', '17612 - Special Edition', null, 'tail_is_no_lot'),
('17612 - 250300 QA', '17612 - 250300 QA', null, 'tail_is_no_lot'),
('17612 - 250300 - QA', '17612 - 250300 - QA', null, 'tail_is_no_lot'),
('SUB - LG - S', 'SUB - LG - S', null, 'tail_is_no_lot'),
-- Base and lot in another order, or among other words.
('250300 - 17612', '250300 - 17612', null, 'tail_is_no_lot'),
('Lot 250300, SKU 17612', 'Lot 250300, SKU 17612', null, 'tail_is_no_lot'),
('SKU 17612 (250300)', 'SKU 17612 (250300)', null, 'tail_is_no_lot'),
('11001 - 17612', '11001 - 17612', null, 'unknown_base_sku'),
('NEW17612 - 250300', 'NEW17612 - 250300', null, 'unknown_base_sku'),
('MIX - 250301', 'MIX - 250301', null, 'tail_is_no_lot'),
('LEN - 124', 'LEN - 124', null, 'tail_is_no_lot'),
('LEN - 1235', 'LEN - 1235', null, 'tail_is_no_lot'),
('word - edition', 'word - edition', null, 'tail_is_no_lot'),
('BUNDLE-001', 'BUNDLE-001', null, 'unknown_base_sku'),
('axb - 12', 'axb - 12', null, 'unknown_base_sku'),
('99999 - 250300', '99999 - 250300', null, 'unknown_base_sku'),
('WHOLE-2222', 'WHOLE-2222', null, 'is_a_sku_itself'),
('WHOLE - 2222', 'WHOLE', '2222', null),
('17612', '17612', null, 'is_a_sku_itself'),
('17612 -', '17612 -', null, 'tail_is_no_lot'),
('- 250300', '- 250300', null, 'unknown_base_sku'),
('17612--250300', '17612--250300', null, 'tail_is_no_lot'),
('17612 - -250300', '17612 - -250300', null, 'tail_is_no_lot'),
-- A lot with a dash or a blank of its own, where the pair stands there.
('30003 - 2510-10', '30003', '2510-10', null),
('30003-2510-11', '30003', '2510-11', null),
('30003 - 2510-12', '30003 - 2510-12', null, 'tail_is_no_lot'),
('30004 - L 250300', '30004', 'L 250300', null),
('30004 - L 250301', '30004 - L 250301', null, 'tail_is_no_lot'),
('TWO-A-B', 'TWO-A-B', null, 'tail_is_no_lot'),
-- Whatever people type behind a base SKU, or before it.
('17612 – 250300', '17612 – 250300', null, 'tail_is_no_lot'),
('17612—250300', '17612—250300', null, 'tail_is_no_lot'),
('17612 － 250300', '17612 － 250300', null, 'tail_is_no_lot'),
('17612 250300', '17612 250300', null, 'tail_is_no_lot'),
(U&'17612\00A0250999', U&'17612\00A0250999', null, 'tail_is_no_lot'),
('17612_250300', '17612_250300', null, 'tail_is_no_lot'),
('17612/250300', '17612/250300', null, 'tail_is_no_lot'),
('17612#250300', '17612#250300', null, 'tail_is_no_lot'),
('17612.250300', '17612.250300', null, 'tail_is_no_lot'),
('17612 (250300)', '17612 (250300)', null, 'tail_is_no_lot'),
('17612 LOT 250300', '17612 LOT 250300', null, 'tail_is_no_lot'),
('17612250300', '17612250300', null, 'tail_is_no_lot'),
('17612L250300', '17612L250300', null, 'tail_is_no_lot'),
(U&'17612\200B250300', '17612250300', null, 'tail_is_no_lot'),
(U&'176\200B12 - 250300', '17612', '250300', null),
(U&'176\FEFF1\00AD2', '17612', null, 'is_a_sku_itself'),
('#17612 - 250300', '#17612 - 250300', null, 'tail_is_no_lot'),
('"17612"', '"17612"', null, 'tail_is_no_lot'),
('tea 77', 'tea 77', null, 'tail_is_no_lot'),
('tea', 'tea', null, 'tail_is_no_lot'),
-- Digits and letters of other scripts.
('１７６１２ - 250300', '１７６１２ - 250300', null, 'tail_is_no_lot'),
('１７６１２', '１７６１２', null, 'tail_is_no_lot'),
('١٧٦١٢ - ٢٥٠٣٠٠', '١٧٦١٢ - ٢٥٠٣٠٠', null, 'tail_is_no_lot'),
(U&'\09E7\09ED\09EC\09E7\09E8-250300', U&'\09E7\09ED\09EC\09E7\09E8-250300', null, 'tail_is_no_lot'),
('ＳＵＢ 1234', 'ＳＵＢ 1234', null, 'tail_is_no_lot'),
('９９９９９ - 250300', '９９９９９ - 250300', null, 'unknown_base_sku'),
-- Another SKU, which only begins alike.
('176123', '176123', null, 'no_separator'),
('17612A', '17612A', null, 'no_separator'),
('Teapot', 'Teapot', null, 'no_separator'),
-- What cannot be seen, at the ends and around the dash.
(U&'\FEFF17612\200B', '17612', null, 'is_a_sku_itself'),
(U&'17612\200B -\2007250300\00AD', '17612', '250300', null),
(U&'\200B', null, null, 'empty'),
('-', '-', null, 'unknown_base_sku'),
('O''Brien; drop table x', 'O''Brien; drop table x', null, 'no_separator'),
-- Blanks around it, and nothing else.
(U&' \00A0 17612 - 250300 \00A0', '17612', '250300', null),
('  17612 ', '17612', null, 'is_a_sku_itself'),
('', null, null, 'empty'),
('   ', null, null, 'empty'),
(U&'\00A0\0009', null, null, 'empty'),
(null, null, null, 'empty');

select results_eq(
  format('select sku, lot, sku_lot, reason from shipkeeper.parse_sku(%L)', s.written),
  format(
    'values (%L::text, %L::text, %L::text, %L::text)', s.sku, s.lot,
    case when s.lot is not null then regexp_replace(s.written, '^[\s\u00A0]+|[\s\u00A0\u00AD]+$', '', 'g') end, s.reason
  ),
  coalesce(format('"%s" %s', s.written, coalesce('is left: ' || s.reason, 'is split')), 'null is empty')
)
from spelling as s;

-- Without a reason it was split, with one it was not; nothing is ever lost.
select is_empty(
  $$
  select p.* from spelling as s, shipkeeper.parse_sku(s.written) as p
  where num_nonnulls(p.sku_lot, p.lot) <> case when p.reason is null then 2 else 0 end
  $$, 'sku_lot and lot are there just where there is no reason'
);
select is_empty(
  $$
  select p.* from spelling as s, shipkeeper.parse_sku(s.written) as p
  where coalesce(p.sku_lot, p.sku, '') <> case when p.sku_lot is null then shipkeeper.plain_text(coalesce(s.written, '')) else regexp_replace(coalesce(s.written, ''), '^[\s\u00A0\u200B\uFEFF]+|[\s\u00A0\u00AD\u200B]+$', '', 'g') end
  $$, 'the full text is kept, but for blanks around it'
);
-- All that Unicode calls ignorable, wherever it stands, and the blank of Braille.
create temporary table unseen as
select chr(p.code) as letter, to_hex(p.code) as code
from unnest(array[
  173, 847, 1564, 4447, 4448, 6068, 6069, 6155, 6158, 8203, 8207, 8238, 8288, 8303,
  12644, 65024, 65039, 65279, 65440, 119155, 917505, 917536, 917760, 917999
]) as p (code);
select is_empty(
  $$
  select u.code from unseen as u, shipkeeper.parse_sku(u.letter || '17612' || u.letter) as p, shipkeeper.parse_sku('17612 - ' || u.letter || '250300' || u.letter) as q
  where (p.sku, q.sku, q.lot, shipkeeper.plain_text('Z' || u.letter || '9'), shipkeeper.bare_text('1' || u.letter || '2'))
    is distinct from ('17612', '17612', '250300', 'Z9', '12') or shipkeeper.printable('a' || u.letter) <> 'a?'
  $$, 'what nobody sees makes no other SKU, lot or number, and is shown in a message'
);
delete from public.sku_lot;
select results_eq(
  $$ select sku, sku_lot, reason from shipkeeper.parse_sku('17612 - 250300') $$,
  $$ values ('17612 - 250300', null::text, 'unknown_base_sku') $$, 'a shop without lots splits nothing'
);

select * from finish();
rollback;
