-- What is handed out is not looked at once more: its lots may have been recalled since it was read.
do $$
declare
  v_old constant text := pg_get_functiondef('shipkeeper.ask_for_review'::regproc);
  v_new constant text := replace(v_old, '(shipkeeper.sku_changes(v_order)).reason not in (''current'', ''unreadable_line'')', 'false');
begin
  assert v_new <> v_old, 'the rule is written otherwise';
  execute v_new;
end
$$;
