-- Nothing on the way forward. On the way back this is the step that builds the shop's unique index again, while the shop works.
do $$
begin
  null;
end
$$;
