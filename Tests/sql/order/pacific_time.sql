-- ShipStation's clock: Pacific wall time, with an hour that autumn repeats and one that spring leaves out.
begin;
\ir ../prelude.psql
select plan(16);

select is(
  array(select coalesce(shipkeeper.pacific_time(t)::text, '') from unnest(array[
    '2015-07-16T14:00:34.8230000', '2015-07-16 14:00:34', '2015-07-16T14:00', '2025-07-16T14:00:34.823Z', '2025-12-16T14:00:34+02:00',
    '2025-12-16T14:00:34-0730', '2015-07-16T14:00:34.1234567891', '2015-02-30T14:00:34', '2015-07-16T25:00:34', '2015-07-16', 'soon', ''
  ]) as t),
  array[
    '2015-07-16 14:00:34.823', '2015-07-16 14:00:34', '2015-07-16 14:00:00', '2025-07-16 07:00:34.823', '2025-12-16 04:00:34',
    '2025-12-16 13:30:34', '', '', '', '', '', ''
  ], 'dates as ShipStation writes them'
);
select is(shipkeeper.pacific_time(null), null, 'null');
select is(shipkeeper.pacific_wall('2025-07-01 12:00Z'), '2025-07-01 05:00', 'in summer');
select is(shipkeeper.pacific_wall('2025-12-01 12:00Z'), '2025-12-01 04:00', 'in winter');
select is(shipkeeper.pacific_instant('2025-11-02 01:30'), '2025-11-02 08:30Z', 'of two instants the earlier');
select is(shipkeeper.pacific_instant('2025-11-02 02:00'), '2025-11-02 10:00Z', 'after the repeated hour');
select is(shipkeeper.pacific_instant('2026-03-08 02:30'), '2026-03-08 10:30Z', 'an hour that was left out: the one after');
select is(
  array(select shipkeeper.is_repeated_hour(t) from unnest(array[
    '2025-11-02 00:59:59', '2025-11-02 01:00', '2025-11-02 01:59:59', '2025-11-02 02:00', '2026-03-08 02:30'
  ]::timestamp[]) as t), array[false, true, true, false, false], 'the repeated hour'
);
select is(shipkeeper.window_start_at('2025-11-02 01:30:10.5'), '2025-11-02 00:59:59', 'a window that starts in it starts before it');
select is(shipkeeper.window_end_at('2025-11-02 01:30:10.5'), '2025-11-02 02:00:01', 'and one that ends in it ends after it');
select is(shipkeeper.window_start_at('2025-11-03 01:30:10.5'), '2025-11-03 01:30:10', 'else to the second');
select ok(not shipkeeper.is_in_disorder(array(select o from shipkeeper.lay_out('[{"modifyDate": "2025-11-02T01:50:00"}, {"modifyDate": "2025-11-02T01:01:00"}]') as o)), 'there the clock goes back');
select ok(shipkeeper.is_in_disorder(array(
  select o from shipkeeper.lay_out('[{"modifyDate": "2025-11-03T01:50:00"}, {"x": 1}, {"modifyDate": "2025-11-03T01:01:00"}]') as o
)), 'elsewhere it does not');
select is(shipkeeper.sent_date('2025-11-03T23:59:59.0000000'), '2025-11-03', 'a day as sent');
select is(shipkeeper.sent_date('3 November'), null, 'none');
select is(
  array(select coalesce(shipkeeper.header_time(convert_to('Date: ' || t || E'\r\n', 'UTF8'), 'date')::text, '') from unnest(array[
    'Sun, 06 Nov 1994 08:49:37 GMT', 'Sun, 31 Feb 1994 08:49:37 GMT', 'Sun, 06 Lem 1994 08:49:37 GMT', 'Sunday, 06-Nov-94 08:49:37 GMT', ''
  ]) as t), array[timestamptz '1994-11-06 08:49:37Z'::text, '', '', '', ''], 'the Date header of an answer'
);

select * from finish();
rollback;
