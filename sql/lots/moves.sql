-- The machine of a review: what each state lets in, and where that leads. The drawing is in README.md, and a test compares the two.
delete from shipkeeper.lot_move;
insert into shipkeeper.lot_move (state, event, next_state)
values
-- Another program releases the order: what was decided before counts no more, but what was sent is settled first.
('new', 'released', 'open'),
('open', 'released', 'open'),
('read', 'released', 'open'),
('cleared', 'released', 'open'),
('ready', 'released', 'open'),
('approval', 'released', 'open'),
('posted', 'released', 'posted'),
-- Operators.
('new', 'asked', 'open'),
('approval', 'approved', 'open'),
('approval', 'rejected', 'closed'),
('open', 'rejected', 'closed'),
('open', 'hurried', 'open'),
('posted', 'hurried', 'posted'),
-- Answers, on the way to the change.
('open', 'wanted', 'read'),
('cleared', 'wanted', 'read'),
('read', 'unlabelled', 'cleared'),
('cleared', 'prepared', 'ready'),
('ready', 'outdated', 'cleared'),
('ready', 'handed_out', 'posted'),
('open', 'must_wait', 'approval'),
('cleared', 'must_wait', 'approval'),
('approval', 'must_wait', 'approval'),
-- Answers, after it.
('posted', 'not_sent', 'cleared'),
('posted', 'answered', 'posted'),
('posted', 'undecided', 'posted'),
-- Timers: looked at later, or from its first reading.
('open', 'put_off', 'open'),
('read', 'put_off', 'open'),
('cleared', 'put_off', 'open'),
('ready', 'put_off', 'open'),
('approval', 'put_off', 'approval'),
('read', 'begun_anew', 'open'),
('cleared', 'begun_anew', 'open'),
('ready', 'begun_anew', 'open'),
('posted', 'begun_anew', 'open'),
-- Ends. One that was sent less than six hours ago is looked at once more before it ends.
('open', 'ended', 'closed'),
('read', 'ended', 'closed'),
('cleared', 'ended', 'closed'),
('ready', 'ended', 'closed'),
('approval', 'ended', 'closed'),
('posted', 'ended', 'closed'),
('open', 'ended_early', 'posted'),
('read', 'ended_early', 'posted'),
('cleared', 'ended_early', 'posted'),
('ready', 'ended_early', 'posted'),
('approval', 'ended_early', 'posted');
