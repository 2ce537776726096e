#!/usr/bin/env bash
# PostgreSQL 15.20 (Debian 12); 18.6 does the same
# Guess:  to_timestamp(..., 'SS.US') and jsonpath's datetime() read ShipStation's seven digits behind the second as the cast to
#         timestamp does: .0400000 is 0.04 s, and the seventh digit is rounded off.
# Seen:   both take all digits for a number of microseconds: .0400000 becomes 0.4 s without an error, .4370000 is refused.
# Means:  a modifyDate that is read so lies up to 0.9 s late or is an error, depending on its hundredths: a watermark made
#         of it skips orders. Cast the text (`::timestamp`), as our functions do; never give these strings a pattern.
# shellcheck source=findings/support.bash
source "$(dirname "$0")/support.bash"

debian_packages postgresql-15=15.20-0+deb12u1 postgresql-client-15=15.20-0+deb12u1 libpq5=15.20-0+deb12u1
start_server "$root/usr/lib/postgresql/15/bin" timezone=UTC
read_as() {
  local moment="2026-11-28T07:35:00.$1"
  query -c "select '$moment'::timestamp::time" \
    -c "select to_timestamp('$moment', 'YYYY-MM-DD\"T\"HH24:MI:SS.US')::time" \
    -c "select (jsonb_path_query('\"$moment\"', '\$.datetime()') #>> '{}')::timestamp::time" | head -n 3 | paste -sd ';'
}
expect '.0400000 by cast, pattern, jsonpath' '07:35:00.04;07:35:00.4;07:35:00.4' "$(read_as 0400000)"
expect '.4370000 by cast, pattern' \
  '07:35:00.437;ERROR:  date/time field value out of range: "2026-11-28T07:35:00.4370000"' "$(read_as 4370000 || true)"
