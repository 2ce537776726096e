create or replace function shipkeeper.walk_page_size(p_page_size integer, p_passed integer)
returns integer
language sql
immutable
-- Pages start at multiples of their size; the lowest bit of a number is the largest power of two that divides it.
return case
  when p_passed % p_page_size = 0 then p_page_size
  else least(p_passed & -p_passed, p_page_size)
end;
comment on function shipkeeper.walk_page_size(integer, integer) is
'The largest page, at most p_page_size (500 or a power of two below), that starts right after p_passed orders.';
revoke all on function shipkeeper.walk_page_size(integer, integer) from public;
