-- Drops the functions, views and triggers that are marked obsolete in shipkeeper.deployed_object, whichever needs to go
-- first, and never by cascade: what somebody else built on them makes it stop with a sentence. Triggers go when nothing
-- is left but what they call: each holds up the programs that use its table until the transaction ends.
do $$
declare
  v_object record;
  v_command text;
  v_dropped integer;
  v_left integer;
  v_triggers_too boolean := false;
  v_users text;
begin
  loop
    v_dropped := 0;
    v_left := 0;
    for v_object in
      select o.kind, o.identity
      from shipkeeper.deployed_object as o
      where o.obsolete and (o.kind <> 'trigger' or v_triggers_too)
      order by o.kind <> 'trigger', o.kind <> 'view', o.identity desc
    loop
      v_command := case v_object.kind when 'trigger' then 'trigger' when 'view' then 'view' else 'routine' end;
      begin
        execute format('drop %s if exists %s', v_command, v_object.identity);
        delete from shipkeeper.deployed_object as o
        where o.kind = v_object.kind and o.identity = v_object.identity;
        v_dropped := v_dropped + 1;
      exception when dependent_objects_still_exist then
        v_left := v_left + 1;
      end;
    end loop;
    exit when v_left = 0 and v_triggers_too;
    if v_dropped = 0 and not v_triggers_too or v_left = 0 then
      v_triggers_too := true;
    elsif v_dropped = 0 then
      with obsolete as (
        select o.identity, 'pg_proc'::regclass as class, p.oid as object
        from shipkeeper.deployed_object as o
        -- Not by to_regprocedure, which fails where a type of an argument is gone.
        join pg_proc as p on p.pronamespace::regnamespace::text ~ '^shipkeeper' and p.oid::regprocedure::text = o.identity
        where o.obsolete and o.kind in ('function', 'procedure')
        union all
        select o.identity, 'pg_class'::regclass, to_regclass(o.identity)::oid
        from shipkeeper.deployed_object as o
        where o.obsolete and o.kind = 'view'
      ),
      needed as (
        select o.identity, o.class, o.object from obsolete as o
        union all
        select o.identity, 'pg_type'::regclass, y.oid
        from obsolete as o
        join pg_class as c on c.oid = o.object
        join pg_type as t on t.oid = c.reltype
        join pg_type as y on y.oid in (t.oid, t.typarray)
        where o.class = 'pg_class'::regclass
      ),
      users as (
        select
          n.identity,
          case when r.oid is null then d.classid else 'pg_class'::regclass end as class,
          coalesce(r.ev_class, d.objid) as object
        from needed as n
        join pg_depend as d on d.refclassid = n.class and d.refobjid = n.object and d.deptype in ('n', 'a')
        left join pg_rewrite as r on d.classid = 'pg_rewrite'::regclass and r.oid = d.objid
      )
      select string_agg(distinct format('%s uses %s', pg_describe_object(u.class, u.object, 0), u.identity), '; ')
      into v_users
      from users as u
      where not exists (select from obsolete as o where o.class = u.class and o.object = u.object);
      raise exception 'Not made by Shipkeeper, but built on it: %. Drop or change that first. Nothing was changed.', v_users;
    end if;
  end loop;
end
$$;
