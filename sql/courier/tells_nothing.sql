create or replace function shipkeeper.tells_nothing(p_verdict text)
returns boolean
language sql
immutable
return p_verdict in ('rate_limited', 'credentials_refused', 'not_sent', 'lost');
comment on function shipkeeper.tells_nothing(text) is
'Whether what came of a request (see classify_answer; lost: its runner vanished) says nothing of what it asked for, so that it is asked '
'for again.';
revoke all on function shipkeeper.tells_nothing(text) from public;
