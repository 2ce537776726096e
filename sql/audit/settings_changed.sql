create or replace trigger settings_changed
after update on shipkeeper.settings
for each row
when (old.* is distinct from new.*)
execute function shipkeeper.note_setting_changes();
comment on trigger settings_changed on shipkeeper.settings is
'Changing a setting is somebody''s decision: it is kept who took it.';
