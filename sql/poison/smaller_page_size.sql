create or replace function shipkeeper.smaller_page_size(p_page_size integer)
returns integer
language sql
immutable
return case when p_page_size > 256 then 256 else greatest(p_page_size / 2, 1) end;
comment on function shipkeeper.smaller_page_size(integer) is 'The page to try after one of this size failed: 500, 256, 128, ... 1.';
revoke all on function shipkeeper.smaller_page_size(integer) from public;
