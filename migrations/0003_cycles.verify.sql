select 'shipkeeper.lease has no row' as finding
where not exists (select from shipkeeper.lease)
union all
select 'shipkeeper.quota has no row'
where not exists (select from shipkeeper.quota)
union all
select format('request %s was worked on and still holds a body', r.request_id)
from shipkeeper.request as r
where r.state = 'worked' and (r.answer is not null or r.body is not null);
