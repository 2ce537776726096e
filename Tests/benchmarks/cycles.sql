-- Plays cycles through the runner's four functions. As a superuser.
create procedure play_cycles(p_cycles integer, p_work text) language plpgsql as $$
declare
  v_cycle bigint;
  v_step record;
  v_body text;
begin
  for i in 1 .. p_cycles loop
    select b.cycle into strict v_cycle from shipkeeper_runner.begin_cycle('benchmark:1', 2, '{"kind": "run"}') as b;
    loop
      select s.* into v_step from shipkeeper_runner.next_step(v_cycle) as s where s.kind <> 'say';
      exit when v_step.kind = 'done';
      if v_step.kind = 'send' then
        v_body := format('{"orders": [], "total": 0, "page": 1, "pages": 0}');
        if p_work = 'busy' then
          select format(
            '{"orders": [%s], "total": 25, "page": 1, "pages": 1}',
            string_agg(format(
              '{"orderId": %s, "orderNumber": "%s", "orderStatus": "shipped", "modifyDate": "%s", "items": [{"orderItemId": %s, "sku": "17612", "quantity": 6, "unitPrice": 19.99}]}',
              900000000 + n, 100000 + n, to_char(now() at time zone 'America/Los_Angeles', 'YYYY-MM-DD"T"HH24:MI:SS'), n
            ), ',')
          ) into v_body
          from generate_series(i * 9 % 9000 + 1, i * 9 % 9000 + 25) as n;
        end if;
        perform shipkeeper_runner.accept_response(
          v_step.request, 200,
          convert_to(to_char(clock_timestamp() at time zone 'UTC', '"Date: "Dy, DD Mon YYYY HH24:MI:SS "GMT"'), 'UTF8'),
          convert_to(v_body, 'UTF8'), null
        );
      end if;
      commit;
    end loop;
    while exists (select from shipkeeper_runner.finish_cycle(v_cycle) as f where f.kind = 'say') loop
      commit;
    end loop;
    commit;
  end loop;
end
$$;
