-- A review that ends soon after its change was sent ends at once, whatever ShipStation takes in later.
do $$
declare
  v_old constant text := pg_get_functiondef('shipkeeper.move_review'::regproc);
  v_new constant text := replace(v_old, 'p_event = ''ended'' and v_state', 'false and v_state');
begin
  assert v_new <> v_old, 'the rule is written otherwise';
  execute v_new;
end
$$;
