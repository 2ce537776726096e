# To be sourced: a server of its own in a temporary folder, with shops in it. It goes when the script ends.
#
#   start_server [SETTING=VALUE ...]     exports PGHOST, PGPORT, PGUSER
#   new_shop DATABASE                    the tables of an adopted shop, without Shipkeeper
#   migrate DATABASE COMMAND ...         the migration driver, as the shop's owner

repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
server_folder=

say() { printf '%s\n' "$*" >&2; }

# PostgreSQL refuses to run as root.
as_server() {
  if [[ $EUID == 0 ]]; then
    setpriv --reuid=postgres --regid=postgres --clear-groups -- "$@"
  else
    "$@"
  fi
}

find_binaries() {
  local folder
  if [[ ${SHIPKEEPER_TEST_PGBIN-} ]]; then
    printf '%s\n' "$SHIPKEEPER_TEST_PGBIN"
    return
  fi
  while read -r folder; do
    if [[ -x $folder/initdb && -x $folder/postgres ]]; then
      printf '%s\n' "$folder"
      return
    fi
  done < <(printf '%s\n' /usr/lib/postgresql/*/bin | sort --version-sort --reverse; pg_config --bindir 2>/dev/null)
  say 'No PostgreSQL server is installed: apt-get install postgresql'
  exit 1
}

start_server() {
  local binaries setting settings="-c listen_addresses= -c port=5432 -c fsync=off -c autovacuum=off"
  binaries=$(find_binaries)
  PATH=$binaries:$PATH
  server_folder=$(mktemp -d)
  trap stop_server EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP
  [[ $EUID != 0 ]] || chown postgres: "$server_folder"
  cd "$server_folder" || exit
  settings+=" -c unix_socket_directories=$server_folder"
  for setting; do settings+=" -c $setting"; done
  as_server initdb --pgdata=data --username=postgres --auth=trust --encoding=UTF8 --locale=C.UTF-8 --no-sync >initdb.log
  if ! as_server pg_ctl start --pgdata=data --log=server.log --wait --silent --options="$settings"; then
    cat server.log >&2
    exit 1
  fi
  unset "${!PG@}"
  export PGHOST=$server_folder PGPORT=5432 PGUSER=postgres PGDATABASE=postgres
  export PGOPTIONS='-c client_min_messages=warning'
  psql -qc 'create role shop_owner login'
  migrate postgres roles
}

stop_server() {
  # A second signal, or one to the whole group, shall not leave the server running.
  trap '' EXIT INT TERM HUP
  # Immediately: nothing in it is needed any more.
  [[ ! -f data/postmaster.pid ]] || as_server pg_ctl stop --pgdata=data --mode=immediate --silent || true
  cd / || exit
  rm -rf "$server_folder"
}

new_shop() {
  psql -qc "create database $1 owner shop_owner"
  psql -q -v ON_ERROR_STOP=1 -d "$1" -U shop_owner -f "$repository/Tests/shops/legacy.sql"
}

migrate() {
  local database=$1 user=shop_owner
  shift
  [[ $1 != roles ]] || user=postgres
  PGDATABASE=$database PGUSER=$user "$repository/migrations/migrate" "$@" >migrate.log 2>&1 || {
    cat migrate.log >&2
    exit 1
  }
}
