create or replace view shipkeeper_report.requests as
select
  r.request_id,
  r.cycle_id,
  r.work_kind,
  r.method,
  split_part(r.path, '?', 1) as path,
  r.sent_at,
  round(extract(epoch from r.answered_at - r.sent_at) * 1000) as milliseconds,
  r.status as http_status,
  r.error,
  r.verdict,
  r.answer_bytes,
  coalesce(r.answered_at, r.sent_at) as changed_at
from shipkeeper.request as r;
comment on view shipkeeper_report.requests is
'Requests to ShipStation and what came of them. Bodies are not kept. Key: request_id.';
comment on column shipkeeper_report.requests.request_id is 'Identity, in the order of sending.';
comment on column shipkeeper_report.requests.cycle_id is 'The cycle that sent it.';
comment on column shipkeeper_report.requests.work_kind is 'The kind of work that asked for it.';
comment on column shipkeeper_report.requests.method is 'HTTP method.';
comment on column shipkeeper_report.requests.path is 'Path, without its query.';
comment on column shipkeeper_report.requests.sent_at is 'When it was handed to the runner.';
comment on column shipkeeper_report.requests.milliseconds is 'From then until the answer was handed over.';
comment on column shipkeeper_report.requests.http_status is 'HTTP status; null: no answer.';
comment on column shipkeeper_report.requests.error is 'Code of the transport error; null: none.';
comment on column shipkeeper_report.requests.verdict is
'answer, not_found, rate_limited, credentials_refused, api_failure, unexpected, not_sent or lost; null: under way.';
comment on column shipkeeper_report.requests.answer_bytes is 'Length of the answer''s body, in bytes.';
comment on column shipkeeper_report.requests.changed_at is 'When it was answered; until then when it was sent.';
