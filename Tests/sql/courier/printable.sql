-- Texts of others in a message.
begin;
\ir ../prelude.psql
select plan(12);

select is(shipkeeper.printable('100528'), '100528', 'a plain text stays');
select is(shipkeeper.printable(null), null, 'null stays null');
select is(shipkeeper.printable(''), '', 'so does an empty one');
select is(shipkeeper.printable(E'a\nb\r\tc'), 'a?b??c', 'no line can be forged');
select is(shipkeeper.printable(E'a\x1b[31mb'), 'a?[31mb', 'nor a terminal coloured');
select is(shipkeeper.printable(U&'a\202Eb\2066c\200Fd'), 'a?b?c?d', 'nor the reading direction turned');
select is(shipkeeper.printable(U&'a\0085b\2028c\FEFFd'), 'a?b?c?d', 'nor a line broken by other means');
select is(shipkeeper.printable('Größe 👻'), 'Größe 👻', 'letters of all kinds stay');
select is(shipkeeper.printable(repeat('x', 60)), repeat('x', 60), 'sixty characters stay');
select is(shipkeeper.printable(repeat('x', 61)), repeat('x', 60) || '…', 'more are cut');
select is(shipkeeper.printable('abcdef', 3), 'abc…', 'the length is the caller''s');

-- In a message.
select play.make_ghost(E'1\nERROR forged', p_shipstation_id => '71');
select play.answer('1', 404);
select play.run();
select ok(
  'warning: ⚠️ Order 1?ERROR forged not found in ShipStation (404) - marked as cancelled' = any(play.said()),
  'a message is one line'
);

select * from finish();
rollback;
