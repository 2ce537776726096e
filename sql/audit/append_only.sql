-- Of one statement each, so that also one that touches no row is refused.
create or replace trigger append_only
before update or delete or truncate on shipkeeper.audit
for each statement execute function shipkeeper.refuse_change();
create or replace trigger append_only
before update or delete or truncate on shipkeeper.order_status_history
for each statement execute function shipkeeper.refuse_change();
create or replace trigger append_only
before update or delete or truncate on shipkeeper.lot_update_audit
for each statement execute function shipkeeper.refuse_change();
comment on trigger append_only on shipkeeper.audit is 'A record is added to, never changed.';
comment on trigger append_only on shipkeeper.order_status_history is 'A record is added to, never changed.';
comment on trigger append_only on shipkeeper.lot_update_audit is 'A record is added to, never changed.';
