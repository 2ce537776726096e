-- A server that was built without XML cannot look at the page's functions: they are made unseen, and the page says so when it is called.
do $$
begin
  perform '<p/>'::xml;
exception
  when feature_not_supported then
    perform set_config('check_function_bodies', 'off', true);
end
$$;
