select 'note','x','y','f','r' where false;
