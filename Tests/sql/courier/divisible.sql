-- A list fails for the fault of one order, perhaps: that says nothing of the API, until it was divided.
begin;
\ir ../prelude.psql
select plan(21);
create temporary table run as select play.start() as cycle;
-- What an answer to a request leaves: failures in a row, and whether the run stops.
create function play.answered(p_is_divisible boolean, p_status integer, p_error text default null, p_failures integer default 2)
returns text language plpgsql as $$
declare
  v_cycle constant bigint := (select cycle from run);
  v_request bigint;
  v_stop boolean;
begin
  update shipkeeper.request set state = 'worked';
  update shipkeeper.cycle set api_failures_in_row = p_failures, stop_reason = null where cycle_id = v_cycle;
  v_request := shipkeeper.put_request(v_cycle, 'ghosts', 'GET', '/orders?x', 10, p_purpose => 'list', p_is_divisible => p_is_divisible);
  v_stop := play.hand_over(v_request, p_status, '', p_error);
  return (select c.api_failures_in_row from shipkeeper.cycle as c where c.cycle_id = v_cycle) || case when v_stop then ' stop' else '' end;
end
$$;
select is(play.answered(true, 500), '2', 'a list: 500 does not count');
select is(play.answered(true, null, 'timeout'), '2', 'nor does a timeout');
select is(play.answered(true, 200, 'too_large'), '0', 'one that is too large is an answer');
select is(play.answered(true, 503), '3', 'a 503 does');
select is(play.answered(true, null, 'connect'), '3', 'so does a server that is not there');
select is(play.answered(true, null, 'reset'), '3', 'and a lost connection');
select is(play.answered(true, 200), '0', 'an answer ends the row');
select is(play.answered(true, 500, null, 4), '4', 'however many came before');
select is(play.answered(true, 503, null, 4), '5 stop', 'the fifth in a row stops the run');
select is(play.answered(true, 429), '0 stop', 'a 429 stops it');
select is(play.answered(true, 401), '0 stop', 'so do refused credentials');
select is(play.answered(false, 500), '3', 'a single order: 500 counts');
select is(play.answered(false, null, 'timeout'), '3', 'a timeout counts');
select is(play.answered(false, 500, null, 4), '5 stop', 'and stops the run');
select is(play.answered(false, null, 'not_sent_late'), '2', 'what never left says nothing');

-- ShipStation's clock, from every answer.
create function play.server_time(p_headers text, p_status integer default 200) returns text language plpgsql as $$
declare
  v_cycle constant bigint := (select cycle from run);
  v_request bigint;
begin
  update shipkeeper.request set state = 'worked';
  v_request := shipkeeper.put_request(v_cycle, 'ghosts', 'GET', '/orders?x', 10);
  perform play.hand_over(v_request, p_status, '', null, convert_to(p_headers, 'UTF8'));
  return (select coalesce(to_char(r.server_time at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS'), 'none') from shipkeeper.request as r
    where r.request_id = v_request);
end
$$;
select is(
  play.server_time(E'HTTP/1.1 200 OK\r\nDate: Thu, 20 Nov 2025 20:00:01 GMT\r\n\r\n'), '2025-11-20 20:00:01', 'the Date header is kept'
);
select is(play.server_time(E'date:Thu, 20 Nov 2025 20:00:01 GMT', 404), '2025-11-20 20:00:01', 'of any answer, in any case');
select is(play.server_time(E'X-Date: Thu, 20 Nov 2025 20:00:01 GMT\r\n'), 'none', 'another header is none');
select is(play.server_time(E'Date: 2025-11-20T20:00:01Z\r\n'), 'none', 'nor is another form');
select is(play.server_time(''), 'none', 'no headers');
select is((select count(*) from shipkeeper.request where purpose = 'list' and is_divisible), 11::bigint, 'what a request was for is kept');

select * from finish();
rollback;
