create or replace function shipkeeper.unseen()
returns text
language sql
immutable
return '\u0001-\u0008\u000E-\u001F\u007F-\u0084\u0086-\u009F'
'\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180B-\u180F\u200B-\u200F\u202A-\u202E\u2060-\u206F'
'\u3164\uFE00-\uFE0F\uFEFF\uFFA0\uFFF0-\uFFFB\U0001BCA0-\U0001BCA3\U0001D173-\U0001D17A\U000E0000-\U000E0FFF';
comment on function shipkeeper.unseen() is
'The characters that nobody sees, for the brackets of a regular expression: what Unicode calls '
'Default_Ignorable_Code_Point, control characters that are no blanks, and the marks of annotations.';
revoke all on function shipkeeper.unseen() from public;
