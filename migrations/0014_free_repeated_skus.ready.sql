-- Programs that would break when the shop's unique constraint goes: readiness (not_ready, unknown), object, finding, remedy.
select f.readiness, f.object, f.finding, f.remedy
from shipkeeper.contract_findings() as f;
