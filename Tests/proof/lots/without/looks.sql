-- A change without effect is sent once more at the second look, not after an hour.
do $$
declare
  v_old constant text := pg_get_functiondef('shipkeeper.look_again'::regproc);
  v_new constant text := replace(v_old, 'v_is_turned_away or p_review.looks >= 4', 'v_is_turned_away or p_review.looks >= 2');
begin
  assert v_new <> v_old, 'the rule is written otherwise';
  execute v_new;
end
$$;
