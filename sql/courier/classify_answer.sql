create or replace function shipkeeper.classify_answer(p_status integer, p_error text, p_body bytea default null)
returns text
language sql
immutable
return case
  when starts_with(p_error, 'not_sent_') then 'not_sent'
  when p_status = 429 or shipkeeper.says_too_many_requests(p_body) then 'rate_limited'
  when p_status in (401, 402, 403) then 'credentials_refused'
  when p_error = 'too_large' then 'unexpected'
  when p_error is not null then 'api_failure'
  when p_status = 200 then 'answer'
  when p_status = 404 then 'not_found'
  when p_status = 408 or p_status between 500 and 599 then 'api_failure'
  else 'unexpected'
end;
comment on function shipkeeper.classify_answer(integer, text, bytea) is
'What kind of answer came, from its HTTP status, the runner''s error code and its body: answer, not_found, rate_limited, '
'credentials_refused, api_failure (counts towards the API being down), unexpected, not_sent. A 429 or 401 counts even where its '
'body did not arrive whole; so does a short body of any status that says "Too Many Requests".';
revoke all on function shipkeeper.classify_answer(integer, text, bytea) from public;
