-- Lines here are written whatever became of their header since.
do $$
declare
  v_old constant text := pg_get_functiondef('shipkeeper.write_lots'::regproc);
  v_new constant text := replace(
    replace(v_old, 'when not v_is_its then', 'when false then'), 'when shipkeeper.is_held_by_operator(p_review.order_inbox_id) then', 'when false then'
  );
begin
  assert v_new <> v_old, 'the rule is written otherwise';
  execute v_new;
end
$$;
