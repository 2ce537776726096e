# shellcheck shell=bash disable=SC2034,SC2119,SC2120,SC2154
# Part of migrations/migrate: what it reads, the segments that it puts together, and how one is run.

# --- psql -----------------------------------------------------------------------------------------------------------

database=() last_file=

# Runs a file, with further options of psql (-0: rows end with NUL, as rows do that hold names, which may hold a line's end). Its rows go to
# standard output, its complaints to $work/complaints.
run_psql() {
  last_file=$1
  psql -X -q -A -t -F $'\x1f' -P pager=off -P null= -v ON_ERROR_STOP=1 -v VERBOSITY=verbose -v SHOW_CONTEXT=never \
    -v database="${database[1]-}" "${@:2}" "${database[@]}" -f "$1" 2>"$work/complaints" </dev/null
}

# The same, where failing is the end.
must_run() { run_psql "$@" || { read_complaint; die "$error_text"; }; }

# Locks and settings of a session must not end up in one that others use.
refuse_pool() {
  [[ $(run_psql "$here/pool.sql") != f ]] ||
    die 'This connection changes its server session, as behind a transaction pooler: connect straight to the server. Nothing was changed.'
}

# Takes the last complaint apart: error_code (by SQLSTATE, since the words are translated), error_line, error_text.
read_complaint() {
  error_code='' error_line='' error_text=''
  local line in_text=
  while IFS= read -r line; do
    # A name in an error may hold a line's end, and what looks like an error of its own: nobody else knows a segment's folder.
    if [[ $line == "psql:${last_file%/*}/"* && ${line#"psql:${last_file%/*}/"} =~ ^[^:]*:([0-9]+):\ [^:]+:\ +([0-9A-Z]{5}):\ (.*)$ ]]; then
      in_text=
      case ${BASH_REMATCH[2]} in
      00*) ;;
      01*) complain "  ${BASH_REMATCH[3]}" ;;
      *) error_line=${BASH_REMATCH[1]} error_code=${BASH_REMATCH[2]} error_text=${BASH_REMATCH[3]} in_text=1 ;;
      esac
    elif [[ $line =~ ^(LOCATION|CONTEXT|QUERY|STATEMENT|LINE\ [0-9]+|SCHEMA\ NAME|TABLE\ NAME|COLUMN\ NAME|CONSTRAINT\ NAME|DATATYPE\ NAME):  ]]; then
      in_text=
    elif [[ $line =~ ^(DETAIL|HINT):\ +(.*) ]]; then
      [[ ! $error_code ]] || error_text+=$'\n'"${BASH_REMATCH[2]}"
    elif [[ $in_text ]]; then
      error_text+=$'\n'$line
    fi
  done <"$work/complaints"
  [[ $error_text ]] || error_text=$(<"$work/complaints")
}

# The file and line that a line of a segment came from.
origin() {
  awk -v line="$2" 'NR > line { exit } /^-- file: / { file = $3; start = NR } END { if (file) print file ":" line - start }' "$1"
}

# --- reading --------------------------------------------------------------------------------------------------------

# A file's text with its \ir lines replaced by the files that they name.
expand() {
  local line text
  [[ -r $1 ]] || die "${1#"$root"/} cannot be read."
  say "-- file: ${1#"$root"/}"
  text=$(<"$1")
  if [[ $'\n'$text != *$'\n\\ir '* ]]; then
    say "$text"
    return
  fi
  while IFS= read -r line; do
    if [[ $line =~ ^\\ir\ +([^ ]+) ]]; then expand "${1%/*}/${BASH_REMATCH[1]}"; else say "$line"; fi
  done <<<"$text"
}

has_header() { sed '/^--/!{/./q;}' "$1" | grep -qE "^-- $2\$"; }
header() { sed -n -E "/^--/!{/./q;}; s/^-- $2: *([^ ]+) *\$/\1/p" "$1"; }

# The SQL that makes a session work as the owner of the shop's tables, so that all our objects have one owner.
become_owner() {
  cat <<END
select format('set $1 %s', coalesce(
  (select nspowner::regrole::text from pg_catalog.pg_namespace where nspname = 'shipkeeper'),
  (select relowner::regrole::text from pg_catalog.pg_class where oid = to_regclass('public.orders_inbox')),
  quote_ident(current_user))) \gexec
END
}

# First of all: what a stranger made in schema public would be found before pg_catalog's where it fits better.
pin_path() { say "set $1 search_path = pg_catalog, pg_temp;"; }

# What the server's wording of a definition depends on, beside search_path: an interval in a view.
definitions_alike() {
  say "set $1 intervalstyle = 'postgres'; set $1 datestyle = 'ISO, MDY'; set $1 quote_all_identifiers = off; set $1 client_encoding = 'UTF8';"
}

# Runs SQL from standard input in a transaction that cannot write, with further options of psql.
ask() {
  {
    say 'begin isolation level repeatable read read only;'
    pin_path local
    say 'set local standard_conforming_strings = on;'
    definitions_alike local
    become_owner 'local role'
    cat
    say
    say 'commit;'
  } >"$work/question.sql"
  must_run "$work/question.sql" "$@"
}

declare -A folder_digest applied_digest down_digest applied_at applied_by

# Fills in what the folder and the database hold.
read_state() {
  local kind a b c d e path
  # Before anything in our schemas is named: one may be a stranger's.
  must_run "$here/whose.sql" >"$work/whose"
  [[ ! -s $work/whose ]] || die "$(<"$work/whose")"
  objects=$(<"$here/objects.sql")
  in_folder=() applied=() missing_roles=() objects_found=() kept=() recorded=() of_the_shop=()
  folder_digest=() applied_digest=() down_digest=() applied_at=() applied_by=()
  copy='' copy_kind='' other_server='' ledger_digest='' install_digest='' installed_at='' installed_by=''
  for path in "$here"/[0-9][0-9][0-9][0-9]_*.up.sql; do
    [[ -e $path ]] || continue
    path=${path##*/}
    in_folder+=("${path%.up.sql}")
  done
  while read -r a path; do folder_digest[${path##*/}]=$a; done < <(cd "$here" && sha256sum -- *.sql)
  a=$(expand "$here/state.sql")
  ask -0 <<<"${a//:objects/"$objects"}" >"$work/state"
  while IFS=$'\x1f' read -r -d '' kind a b c d e; do
    case $kind in
    who) connected_as=$a role=$b connected_to=$c role_is_superuser=$d server=$e ;;
    copy) copy_kind=$a copy=$b ;;
    'role missing') missing_roles+=("$a") ;;
    migration) applied+=("$a") applied_digest[$a]=$b down_digest[$a]=$c applied_at[$a]=$d applied_by[$a]=$e ;;
    'of the shop') of_the_shop+=("$a") ;;
    ledger) ledger_digest=$a install_digest=$b installed_at=$c installed_by=$d ;;
    object)
      [[ $a != 'other server version' ]] || other_server=1
      [[ $copy || $a == 'as deployed' || $a == 'other server version' ]] || objects_found+=("$a"$'\x1f'"$b $c")
      [[ $a == 'not deployed from sql/' ]] || recorded+=("$b $c")
      ;;
    kept) kept+=("$a $b") ;;
    esac
  done <"$work/state"
  [[ ! $other_server ]] || objects_found+=("loaded on another server version, run \`up\`"$'\x1f'"sql/")
  folder_install=
  if [[ -r $root/sql/install.sql ]]; then
    expand "$root/sql/install.sql" >"$work/install.sql"
    folder_install=$(sha256sum <"$work/install.sql" | cut -d ' ' -f 1)
  fi
}

in_list() {
  local wanted=$1 item
  shift
  for item; do [[ $item != "$wanted" ]] || return 0; done
  return 1
}

objects_that_are() {
  local row
  for row in "${objects_found[@]}"; do
    [[ ${row%%$'\x1f'*} != "$1" ]] || say "${row#*$'\x1f'}"
  done
}

full_name() {
  local name wanted=${1%.up.sql}
  shift
  for name; do
    [[ $name != "$wanted" && ${name%%_*} != "$wanted" ]] || { say "$name"; return; }
  done
  die "There is no migration $wanted." 2
}

# --- segments -------------------------------------------------------------------------------------------------------

segments=0 segment_kind=() segment_title=() expected=() stopped_before='' accepted_stops=

# Starts a segment: own (our objects), shop (a strong lock on a table of the shop) or bare (outside a transaction).
begin_segment() {
  segments=$((segments + 1))
  segment_kind[segments]=$1 segment_title[segments]=$2
  segment_file=$work/segment.$segments.sql
  local scope=local try=pg_try_advisory_xact_lock is_local=true lock_timeout=1s
  local begin='begin isolation level read committed read write;'
  case $1 in
  shop) lock_timeout=20ms ;;
  bare)
    scope='' try=pg_try_advisory_lock is_local=false lock_timeout=0
    begin='set default_transaction_read_only = off;'
    ;;
  esac
  {
    say "$begin"
    pin_path "$scope"
    say "set $scope standard_conforming_strings = on;"
    definitions_alike "$scope"
    say "set $scope client_min_messages = warning;"
    say "select set_config(name, '0', $is_local) from pg_settings"
    say "where name in ('statement_timeout', 'idle_in_transaction_session_timeout', 'transaction_timeout');"
    say "set $scope lock_timeout = '$lock_timeout';"
    say "select $try($lock_key) as go \\gset"
    refuse_unless_go SK075 'Another deployment is running.'
    [[ ${3:-} == first ]] || become_owner "$scope role"
    if [[ ! ${3:-} ]]; then
      say "select coalesce(string_agg(name, ' ' order by name collate \"C\"), '') = $(literal "$(names_expected)") as go"
      say 'from shipkeeper.migration \gset'
      refuse_unless_go SK076 'Another deployment changed this database meanwhile.'
    fi
  } >"$segment_file"
}

# What the ledger must hold by now. A contract may come after migrations of a higher number.
names_expected() { printf '%s\n' "${expected[@]}" | sort | paste -sd ' ' -; }

without_expected() {
  local name left=()
  for name in "${expected[@]}"; do
    [[ $name == "$1" ]] || left+=("$name")
  done
  expected=("${left[@]}")
}

refuse_unless_go() {
  say '\if :go'
  say '\else'
  say "do \$\$ begin raise exception using errcode = '$1', message = $(literal "$2"); end \$\$;"
  say '\endif'
}

emit() { cat >>"$segment_file"; }

end_segment() {
  local last='commit;'
  # A backend lives a moment longer than its psql: the next segment must not find its lock.
  [[ ${segment_kind[segments]} != bare ]] || last="select pg_advisory_unlock($lock_key); reset role; reset all;"
  emit <<<"$last"
}

refresh_digests() {
  local row changed=()
  while IFS= read -r row; do [[ ! $row ]] || changed+=("$(literal "$row")"); done <<<"$(objects_that_are 'changed by hand')"
  [[ ${#recorded[@]} == 0 ]] || emit <<END
-- The server may word a view otherwise now; nobody changed it by hand.
with now as ($objects)
update shipkeeper.deployed_object as d set digest = now.digest
from now where now.kind = d.kind and now.identity = d.identity and now.digest <> d.digest
  and d.kind || ' ' || d.identity <> all (array[$(IFS=,; say "${changed[*]}")]::text[]);
END
}

ledger_segment() {
  begin_segment own 'the ledger' first
  expand "$here/ledger.sql" | emit
  emit <<END
insert into shipkeeper.deployment (ledger_digest) values ('${folder_digest[ledger.sql]}')
on conflict (only_row) do update set ledger_digest = excluded.ledger_digest;
END
  end_segment
}

# Adds migrations to the plan: neighbours that touch only our own objects share a transaction.
up_segments() {
  local name file kind open=''
  for name; do
    file=$here/$name.up.sql kind=own
    ! has_header "$file" shop-lock || kind=shop
    ! has_header "$file" no-transaction || kind=bare
    if [[ $kind == own && $open ]]; then
      segment_title[segments]+=", $name"
    else
      [[ ! $open ]] || { refresh_digests; end_segment; }
      begin_segment "$kind" "$name"
    fi
    {
      if [[ $kind == bare ]]; then index_up "$name"; else expand "$file"; fi
      [[ $kind != bare ]] || say 'begin;'
      say 'insert into shipkeeper.migration (name, up_digest, down_sql, no_transaction, shop_lock, driver_version)'
      printf "values (%s, '%s', \$down_%s\$" "$(literal "$name")" "${folder_digest[$name.up.sql]}" "$name"
      cat "$here/$name.down.sql"
      printf "\$down_%s\$, '%s' = 'bare', '%s' = 'shop', '%s');\n" "$name" "$kind" "$kind" "$version"
      say 'update shipkeeper.deployment set install_digest = null;'
      [[ $kind != bare ]] || say 'commit;'
    } | emit
    expected+=("$name")
    open=
    case $kind in
    own) open=1 ;;
    shop) refresh_digests; end_segment ;;
    bare) end_segment ;;
    esac
  done
  [[ ! $open ]] || { refresh_digests; end_segment; }
}

# The text of a migration outside a transaction: what a broken build left goes first, and nobody else has the name of an index.
index_up() {
  local index
  index=$(header "$here/$1.up.sql" index)
  [[ ! $index ]] || {
    leftover "$index"
    refuse_unless_go P0001 "$index is not Shipkeeper's, and has the name of an index that is made here: rename or drop it."
  }
  expand "$here/$1.up.sql"
}

# Takes migrations back, the text of each from the ledger. The first step takes our functions, views and triggers along, so
# that a refusal leaves everything as it was; steps before and after which they work alike say `-- functions-stay`.
down_segments() {
  local name file kind open='' index row registrar table begun functions=${#recorded[@]}
  for name; do
    file=$work/$name.down.sql kind=own begun=
    ask <<<"select down_sql from shipkeeper.migration where name = $(literal "$name");" >"$file"
    ! has_header "$file" shop-lock || kind=shop
    ! has_header "$file" no-transaction || kind=bare
    if [[ $functions != 0 ]] && ! has_header "$file" functions-stay; then
      [[ ! $open ]] || end_segment
      open='' functions=0
      # Apart from what may take long: it stops the programs of the shop while it lasts.
      if [[ $kind == bare || " ${kept_tables[*]%% *} " == *" $name "* ]]; then
        uninstall_segment && end_segment
      else
        uninstall_segment "$name"
        begun=1
      fi
    fi
    if [[ $kind == own && $open ]]; then
      segment_title[segments]+=", $name taken back"
    elif [[ ! $begun ]]; then
      [[ ! $open ]] || end_segment
      begin_segment "$kind" "$name taken back"
    fi
    index=
    [[ $kind != bare ]] || index=$(header "$file" index)
    [[ ! $index ]] || leftover "$index" | emit
    for row in "${kept_tables[@]}"; do
      read -r registrar table <<<"$row"
      [[ $registrar != "$name" ]] || export_or_refuse "$table" | emit
    done
    {
      # Under a name that somebody else has by now there is nothing of ours to drop.
      [[ ! $index ]] || say '\if :go'
      say "-- file: down script of $name, as stored in the ledger"
      cat "$file"
      [[ ! $index ]] || say '\endif'
      [[ $kind != bare ]] || say 'begin;'
      say "delete from shipkeeper.kept_table where migration = $(literal "$name");"
      say "delete from shipkeeper.migration where name = $(literal "$name");"
      [[ $functions != 0 ]] || say 'update shipkeeper.deployment set install_digest = null;'
      [[ $kind != bare ]] || say 'commit;'
    } | emit
    without_expected "$name"
    open=
    case $kind in
    own) open=1 ;;
    shop | bare) end_segment ;;
    esac
  done
  [[ ! $open ]] || end_segment
}

uninstall_segment() {
  begin_segment shop "functions, views and triggers removed${1:+, $1 taken back}"
  expand "$root/sql/uninstall.sql" | emit
}

# A kept table is written out by the transaction that drops it, so that no row comes in between; or it must be empty.
export_or_refuse() {
  say "lock table $1 in access exclusive mode;"
  if [[ $export_to ]]; then
    say "\\copy (select * from $1) to $(literal "$export_to/$1.csv") with (format csv, header)"
  else
    say "select count(*) = 0 as go from $1 \\gset"
    refuse_unless_go P0001 "$1 got rows meanwhile. Run down again, with --export and a new directory."
  fi
}

farewell_segment() {
  begin_segment own 'the ledger and the schemas removed'
  expand "$here/farewell.sql" | emit
  end_segment
}

# What a copy without a ledger has of Shipkeeper's.
remove_copy_segment() {
  local text
  begin_segment shop 'what this copy has of Shipkeeper removed' copy
  text=$(expand "$here/remove_copy.sql")
  emit <<<"${text//:objects/"$objects"}"
  end_segment
}

# What a broken build left goes. Sets go: whether nobody else has the name; whoever may create in public may take it.
leftover() {
  cat <<END
select not exists (
  select from pg_class as c where c.oid = to_regclass($(literal "$1"))
    and (c.relkind <> 'i' or c.relowner <> (select r.oid from pg_roles as r where r.rolname = current_user))
) as go \gset
\if :go
select format('drop index concurrently %s', indexrelid::regclass) from pg_index
where indexrelid = to_regclass($(literal "$1")) and not indisvalid \gexec
\endif
END
}

# Loads sql/ whole and records it. With a first argument our functions and views are dropped before.
load_segment() {
  local triggers text
  begin_segment shop 'sql/'
  text=$(expand "$here/forget_changed.sql")
  emit <<<"${text//:objects/"$objects"}"
  [[ ! ${1:-} ]] || expand "$here/reload.sql" | emit
  emit <"$work/install.sql"
  triggers=$(tr '\n"' '  ' <"$work/install.sql" | grep -oiE '(create|replace|constraint) +trigger +[a-z0-9_]+' |
    sed -E "s/.* ([^ ]+)\$/'\1'/" | sort -u | paste -s -d , || true)
  text=$(expand "$here/record.sql")
  text=${text//:objects/"$objects"}
  emit <<<"${text//:triggers/"array[$triggers]::text[]"}"
  emit <<END
update shipkeeper.deployment
set install_digest = '$folder_install', installed_at = clock_timestamp(), installed_by = session_user,
  driver_version = '$version';
END
  end_segment
}

# --- running --------------------------------------------------------------------------------------------------------

# Sessions that hold a lock on a table of the shop or of ours (argument: holders), or the driver's lock (deploying), or for which our session
# waits.
sessions_in_the_way() {
  local which="pid = any (select unnest(pg_blocking_pids(l.pid)) from pg_locks as l where l.locktype = 'advisory'
    and l.granted and l.classid = 0 and l.objid = $lock_key and l.database = (select oid from pg_database where datname = current_database()))"
  [[ $1 != holders ]] || which="pid in (select l.pid from pg_locks as l join pg_class as c on c.oid = l.relation
    where l.granted and l.database = (select oid from pg_database where datname = current_database())
      and c.relnamespace::regnamespace::text in ('public', 'shipkeeper', 'shipkeeper_runner', 'shipkeeper_report', 'shipkeeper_operator'))"
  [[ $1 != deploying ]] || which="pid in (select l.pid from pg_locks as l where l.locktype = 'advisory' and l.granted and l.classid = 0
    and l.objid = $lock_key and l.database = (select oid from pg_database where datname = current_database()))"
  cat >"$work/sessions.$1.sql" <<END
begin read only;
$(pin_path local)
select format('  session %s, %s, transaction open for %s', pid, coalesce(nullif(application_name, ''), 'without a name'),
  coalesce(date_trunc('second', clock_timestamp() - xact_start)::text, 'a time that this role may not see'))
from pg_stat_activity where pid <> pg_backend_pid() and $which order by xact_start;
commit;
END
  run_psql "$work/sessions.$1.sql" 2>/dev/null || true
}

# While a segment waits without a limit: says for whom, now and then.
watch() {
  local pause=1 sessions
  while sleep "$pause" >/dev/null 2>&1 && kill -0 $$ 2>/dev/null; do
    sessions=$(work=$work/watch sessions_in_the_way waiting)
    [[ ! $sessions ]] || say "  waits for:"$'\n'"$sessions"
    pause=$((pause < 30 ? pause * 2 : 30))
  done
}

# Runs segment $1. Only a lock that was not free is tried again; anything else is explained and ends in 1 or 75.
run_segment() {
  local file=$work/segment.$1.sql tries=1 pause=0 watcher='' started=${EPOCHREALTIME/./} ok took where
  if [[ ${segment_kind[$1]} == bare ]]; then
    mkdir -p "$work/watch"
    watch &
    watcher=$!
  fi
  while true; do
    ok=1
    run_psql "$file" >/dev/null || ok=
    read_complaint
    [[ ! $ok && $error_code == 55P03 && $tries -lt $max_tries ]] || break
    tries=$((tries + 1)) pause=$((pause < 1000 ? pause + 20 : 1000))
    sleep "$(printf '%d.%03d' $((pause / 1000)) $((pause % 1000)))"
  done
  [[ ! $watcher ]] || { kill "$watcher" && wait "$watcher"; } 2>/dev/null || true
  took=$(((${EPOCHREALTIME/./} - started) / 1000))
  if [[ $ok ]]; then
    [[ $tries == 1 ]] && tries='' || tries=", after $tries tries"
    printf '%-60s %d.%03d s%s\n' "${segment_title[$1]}" $((took / 1000)) $((took % 1000)) "$tries"
    return 0
  fi
  where=
  [[ ! $error_line ]] || where=$(origin "$file" "$error_line")
  case $error_code in
  SK075) die "$error_text Nothing was changed. Try again when it is done."$'\n'"$(sessions_in_the_way deploying)" 75 ;;
  SK076) die "$error_text Run the command again: it goes on from there." 75 ;;
  55P03)
    complain "${segment_title[$1]}: the lock was not free in $tries tries. This step changed nothing; run the command again."
    complain "Who holds locks now:"$'\n'"$(sessions_in_the_way holders)"
    ;;
  P0001) complain "$error_text" ;;
  42P13 | 42P16 | 42725)
    complain "$where: $error_text"
    complain "If that is a function or view of sql/, \`up --reload\` drops ours and loads them anew in one transaction; with --replace-changed" \
      "where one of them was changed by hand."
    ;;
  57P* | 08* | '')
    complain "${segment_title[$1]}: $error_text"
    complain "This step was not finished. Run the command again: it goes on from there."
    ;;
  42501)
    complain "$where: $error_text ($error_code)"
    if [[ $accepted_stops ]]; then complain "That may be what was accepted: $accepted_stops."; else
      complain "If that is a function or view of sql/, somebody else made it anew: give it back with \`alter ... owner to $role\`."
    fi
    ;;
  *) complain "$where: $error_text ($error_code)" ;;
  esac
  return 1
}

run_segments() {
  local i
  for ((i = 1; i <= segments; i++)); do run_segment "$i" || return 1; done
}

print_segments() {
  local i
  for ((i = 1; i <= segments; i++)); do
    say "-- segment $i of $segments: ${segment_title[i]}"
    cat "$work/segment.$i.sql"
    say
  done
}
