create or replace view shipkeeper.other_digits as
select
  string_agg(chr(z.zero + n.n), '' order by z.zero, n.n) as digits,
  string_agg(n.n::text, '' order by z.zero, n.n) as plain
-- Arabic, Indian and other scripts, each by its zero. Full-width digits are normalized.
from unnest('{1632,1776,1984,2406,2534,2662,2790,2918,3046,3174,3302,3430,3664,3792,3872,4160,6112,6160}'::integer[]) as z (zero)
cross join generate_series(0, 9) as n (n);
comment on view shipkeeper.other_digits is 'One row: the digits of other scripts, and beside each what it is in ours: for translate().';
comment on column shipkeeper.other_digits.digits is 'The digits of other scripts, one behind the other.';
comment on column shipkeeper.other_digits.plain is 'Beside each the digit it is, 0 to 9.';
