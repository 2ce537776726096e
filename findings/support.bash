# To be sourced by the scripts of this folder: a temporary folder that goes with the script, and what fills it.
#
#   python_packages NAME==VERSION ...    into a virtual environment: "$python" runs it
#   debian_packages NAME=VERSION ...     unpacked, not installed, below "$root" (their dependencies must be there)
#   start_server FOLDER [SETTING ...]    a PostgreSQL of the binaries in FOLDER; exports PGHOST, PGPORT, PGUSER, PGDATABASE
#   expect WHAT FOUND SEEN               ends the script with 1 where what is seen is no longer what was found

set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
folder=$(mktemp -d)
# shellcheck disable=SC2034 # for the scripts
root=$folder/root python=$folder/venv/bin/python
server_binaries=

end_script() {
  trap '' EXIT INT TERM HUP
  [[ ! -f $folder/data/postmaster.pid ]] || as_server "$server_binaries/pg_ctl" stop --pgdata="$folder/data" --mode=immediate --silent || true
  cd / || exit
  rm -rf "$folder"
}
trap end_script EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

unset "${!PG@}"
cd "$folder"
chmod 755 "$folder"
export PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=$here

# PostgreSQL refuses to run as root.
as_server() {
  if [[ $EUID == 0 ]]; then
    setpriv --reuid=postgres --regid=postgres --clear-groups -- "$@"
  else
    "$@"
  fi
}

python_packages() {
  [[ -x $python ]] || python3 -m venv "$folder/venv"
  "$python" -m pip install --quiet --disable-pip-version-check --no-cache-dir "$@"
}

debian_packages() {
  local package directory
  apt-get download -qq -o APT::Sandbox::User=root "$@" || {
    echo 'A pinned version is not to be had: run apt-get update, or see whether Debian has moved on.' >&2
    exit 1
  }
  for package in ./*.deb; do dpkg-deb --extract "$package" "$root"; done
  rm -f ./*.deb
  for directory in "$root"/usr/lib "$root"/usr/lib/*-linux-gnu; do
    LD_LIBRARY_PATH=$directory${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
  done
  export LD_LIBRARY_PATH
  # Unpacked binaries find their files next to themselves.
  PATH=$root/usr/bin:$PATH
}

start_server() {
  local setting settings="-c listen_addresses= -c port=5432 -c fsync=off -c unix_socket_directories=$folder"
  server_binaries=$1
  shift
  PATH=$server_binaries:$PATH
  for setting; do settings+=" -c $setting"; done
  mkdir data
  [[ $EUID != 0 ]] || chown postgres: . data
  as_server initdb --pgdata=data --username=postgres --auth=trust --encoding=UTF8 --locale=C.UTF-8 --no-sync >initdb.log
  as_server pg_ctl start --pgdata=data --log=server.log --wait --silent --options="$settings" || {
    cat server.log >&2
    exit 1
  }
  export PGHOST=$folder PGPORT=5432 PGUSER=postgres PGDATABASE=postgres PGOPTIONS='-c client_min_messages=warning'
}

query() { psql --no-psqlrc --quiet --tuples-only --no-align --set=ON_ERROR_STOP=1 "$@" 2>&1; }

expect() {
  if [[ $3 != "$2" ]]; then
    printf 'CHANGED: %s\n  was: %s\n  now: %s\n' "$@" >&2
    exit 1
  fi
  printf '%s: %s\n' "$1" "$3"
}
