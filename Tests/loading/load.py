"""Loads every view of the report as tools do: ADBC into polars, and a dbt snapshot, twice. Says what is wrong; nothing: all is well.

The database is that of PG* (psql's variables); the shop is that of shop.sql. Usage: load.py FOLDER, an empty folder that dbt may write to.
"""
import datetime, decimal, json, os, pathlib, subprocess, sys

import adbc_driver_postgresql.dbapi
import polars
import psycopg2

HOST, PORT, DATABASE, USER = (os.environ[name] for name in ("PGHOST", "PGPORT", "PGDATABASE", "PGUSER"))
wrong: list[str] = []
psql = psycopg2.connect(host=HOST, port=PORT, dbname=DATABASE, user=USER)
psql.autocommit = True


def rows(query: str) -> list[tuple]:
    with psql.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchall()


def plain(value):
    """One form for what each tool has its own type for."""
    if isinstance(value, (dict, list)):
        return json.dumps(value, sort_keys=True)
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.timezone.utc).isoformat()
    if isinstance(value, (decimal.Decimal, float)):
        return str(decimal.Decimal(str(value)).normalize())
    return value


views = [(name, key) for name, key in rows(
    """
    select c.relname, substring(obj_description(c.oid, 'pg_class') from ' Key: (.*)\\.$') from pg_class as c
    where c.relnamespace = 'shipkeeper_report'::regnamespace and c.relkind = 'v' order by 1
    """
)]
columns = {(view, name): kind for view, name, kind in rows(
    """
    select c.relname, a.attname, a.atttypid::regtype::text from pg_class as c join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0
    where c.relnamespace = 'shipkeeper_report'::regnamespace
    """
)}
# What differs from one query to the next.
MOVING = {"age_hours", "last_seen_at", "subject"}
kinds: dict[str, polars.DataType] = {}

with adbc_driver_postgresql.dbapi.connect(f"postgresql://{USER}@/{DATABASE}?host={HOST}&port={PORT}") as connection:
    for view, key in views:
        try:
            frame = polars.read_database(f"select * from shipkeeper_report.{view}", connection)
        except Exception as error:  # noqa: BLE001
            wrong.append(f"{view}: ADBC: {error}")
            continue
        expected = rows(f"select * from shipkeeper_report.{view}")
        if not expected:
            wrong.append(f"{view} has no row: shop.sql is to make one")
        names = frame.columns
        for name, kind in frame.schema.items():
            if kinds.setdefault(name, kind) != kind:
                wrong.append(f"{view}.{name} is {kind}, elsewhere {kinds[name]}")
        if "changed_at" in names and frame["changed_at"].null_count():
            wrong.append(f"{view}.changed_at is null")
        if not key.startswith("none") and frame.select(key.split(", ")).is_duplicated().any():
            wrong.append(f"{view}: {key} is no key")

        def shown(row):
            out = []
            for name, value in zip(names, row):
                if name in MOVING:
                    continue
                if columns[view, name] == "jsonb" and isinstance(value, str):
                    value = json.loads(value)
                elif columns[view, name] == "numeric" and value is not None:
                    value = decimal.Decimal(str(value))
                out.append((name, plain(value)))
            return out

        loaded, wanted = (sorted(map(shown, some), key=repr) for some in (frame.rows(), expected))
        for one, other in zip(loaded, wanted):
            if one != other:
                wrong.append(f"{view}: loaded {[a for a, b in zip(one, other) if a != b]}, is {[b for a, b in zip(one, other) if a != b]}")

# dbt: a snapshot of each view, by its key; a second run finds nothing new where nothing has changed.
folder = pathlib.Path(sys.argv[1])
(folder / "snapshots").mkdir()
(folder / "dbt_project.yml").write_text("name: shop\nversion: '1.0'\nprofile: shop\n")
(folder / "profiles.yml").write_text(json.dumps({"shop": {"target": "x", "outputs": {"x": {
    "type": "postgres", "host": HOST, "port": int(PORT), "user": USER, "password": "x", "dbname": DATABASE, "schema": "snapshots", "threads": 2
}}}}))
for view, key in views:
    key = "setting" if key.startswith("none") else key
    columns_of = [name for of, name in columns if of == view and name not in MOVING]
    id_ = "'one'" if view in ("state", "unit_comparison") else "concat_ws('|', " + key + ")"
    by_time = "changed_at" in columns_of
    (folder / "snapshots" / f"{view}.sql").write_text(
        "{% snapshot " + view + " %}{{ config(target_schema='snapshots', unique_key='snapshot_key', "
        + ("strategy='timestamp', updated_at='changed_at'" if by_time else f"strategy='check', check_cols={columns_of!r}")
        + ") }}\n" + f"select {id_} as snapshot_key, {', '.join(columns_of)} from shipkeeper_report.{view}" + "\n{% endsnapshot %}\n"
    )


def snapshot() -> dict[str, int]:
    run = subprocess.run(
        [str(pathlib.Path(sys.executable).parent / "dbt"), "--no-send-anonymous-usage-stats", "--no-use-colors", "snapshot",
         "--project-dir", str(folder), "--profiles-dir", str(folder)], capture_output=True, text=True, cwd=folder,
    )
    if run.returncode:
        wrong.append(f"dbt: {run.stdout[-3000:]}{run.stderr[-500:]}")
        return {}
    return {view: rows(f'select count(*) from snapshots."{view}"')[0][0] for view, _ in views}


first, second = snapshot(), snapshot()
for view, count in first.items():
    if second.get(view) != count:
        wrong.append(f"{view}: {count} rows in the first snapshot, {second.get(view)} after the second")
    if view not in ("alerts",) and count != rows(f"select count(*) from shipkeeper_report.{view}")[0][0]:
        wrong.append(f"{view}: {count} rows in the snapshot, and others in the view")
print("\n".join(wrong), end="")
sys.exit(bool(wrong))
