import PrivatePostgres
import TestSupport
import Testing

/// What the runner's login can do if somebody takes it over: everything is tried, not looked up.
@Suite("Runner: what its login may do")
struct RightsTests {
  @Test("It is refused every table, view, sequence and function but its four")
  func everything() throws {
    let shop = try ShopServer.shared.newShop()
    let tried = try shop.psql(Self.tries, user: "shop_runner").split(separator: "\n")
    let count = try #require(tried.last.flatMap { Int($0) })
    #expect(count > 500, "so many statements were tried")
    #expect(tried.dropLast() == [], "these were not refused")
  }

  @Test("Nor may it make anything, read files, or become somebody else", arguments: attempts)
  func more(_ statement: String) throws {
    let shop = try ShopServer.shared.newShop()
    let failure = try #require(throws: Command.Failure.self) {
      try shop.psql(
        "\\set VERBOSITY sqlstate\n\(statement);", user: "shop_runner")
    }
    #expect(failure.description.contains("42501"), "\(failure)")
  }

  static let attempts = [
    "create table public.x ()", "create table shipkeeper.x ()",
    "create table shipkeeper_runner.x ()",
    "create schema x", "create role x", "create database x", "create extension pgtap",
    "create function public.f() returns int language sql as 'select 1'",
    "create function shipkeeper_runner.f() returns int language sql as 'select 1'",
    "alter role shop_runner superuser", "alter role shop_owner password 'x'", "set role shop_owner",
    "set role shipkeeper_operator", "set session authorization postgres",
    "alter system set work_mem = '1MB'",
    "grant shipkeeper_operator to shop_runner", "grant usage on schema shipkeeper to public",
    "select pg_read_file('/etc/passwd')", "select pg_ls_dir('.')",
    "select lo_import('/etc/passwd')",
    "copy (select 1) to program 'id'", "copy (select 1) to '/tmp/x'", "select * from pg_authid",
    "alter function shipkeeper_runner.next_step(bigint) owner to shop_runner",
    "drop function shipkeeper_runner.next_step(bigint)",
    "alter function shipkeeper_runner.next_step(bigint) set search_path = public",
    "comment on table public.orders_inbox is 'x'", "drop table public.orders_inbox", "checkpoint",
  ]

  /// One line for each statement that was not refused, and how many were tried.
  static let tries = """
    do $do$
    declare
      v_try record;
      v_state text;
      v_tried integer := 0;
      v_allowed text := '';
    begin
      for v_try in
        select format(s.statement, c.oid::regclass, (
          select quote_ident(a.attname)
          from pg_attribute as a
          where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attidentity = '' and a.attgenerated = ''
          limit 1
        )) as statement
        from pg_class as c
        join pg_namespace as n on n.oid = c.relnamespace
        cross join unnest(case c.relkind
          when 'S' then array[
            'select nextval(%L)', 'select setval(%L, 1)', 'select last_value from %s', 'alter sequence %s restart', 'drop sequence %s'
          ]
          else array[
            'select from %s', 'select count(*) from %s', 'insert into %s default values', 'update %s set %s = null',
            'delete from %s', 'lock table %s', 'truncate %s', 'drop table %s', 'alter table %s rename to x',
            'copy %s to stdout', 'grant select on %s to public'
          ]
        end) as s (statement)
        where n.nspname !~ '^pg_' and n.nspname <> 'information_schema' and c.relkind in ('r', 'p', 'v', 'm', 'f', 'S')
          -- A view is no table to these.
          and not (c.relkind <> 'r' and c.relkind <> 'S' and s.statement ~ '^(truncate|drop|alter|copy)')
        union all
        select format(
          case p.prokind when 'p' then 'call %s(%s)' else 'select %s(%s)' end, p.oid::regproc,
          (select string_agg('null::' || t.oid::regtype, ', ' order by t.place)
            from unnest(p.proargtypes::oid[]) with ordinality as t (oid, place))
        )
        from pg_proc as p
        join pg_namespace as n on n.oid = p.pronamespace
        where n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
          and not p.oid::regproc::text = any(array[
            'shipkeeper_runner.begin_cycle', 'shipkeeper_runner.next_step', 'shipkeeper_runner.accept_response',
            'shipkeeper_runner.finish_cycle'
          ])
          and not (
            has_function_privilege('public', p.oid, 'execute') and has_schema_privilege('public', n.oid, 'usage')
          )
      loop
        v_tried := v_tried + 1;
        v_state := 'went through';
        begin
          -- Without this a try that goes through would change what comes after it.
          if v_try.statement ~ '^copy' then
            v_try.statement := replace(v_try.statement, 'stdout', '''/dev/null''');
          end if;
          execute v_try.statement;
          raise exception 'went through';
        exception
          when others then
            v_state := sqlstate;
        end;
        if v_state <> '42501' then
          v_allowed := v_allowed || v_state || ' ' || v_try.statement || E'\\n';
        end if;
      end loop;
      perform set_config('tries.allowed', v_allowed || v_tried, false);
    end
    $do$;
    select current_setting('tries.allowed');
    """
}
