create or replace function shipkeeper.failure_phrase(p_status integer, p_error text)
returns text
language sql
immutable
return case p_error
  when 'timeout' then 'API timeout'
  when 'connect' then 'API not reachable'
  when 'refused' then 'API refuses the connection'
  when 'dns' then 'API host name not found (DNS)'
  when 'tls' then 'TLS failure'
  when 'reset' then 'connection lost before the answer was complete'
  when 'too_large' then 'answer larger than 16 MiB'
  when 'transport' then 'transport failure'
  else coalesce('API answered ' || p_status, 'no answer')
end;
comment on function shipkeeper.failure_phrase(integer, text) is
'How a request that brought no usable answer is called in messages and reasons.';
revoke all on function shipkeeper.failure_phrase(integer, text) from public;
