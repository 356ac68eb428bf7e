-- The profiles an organisation starts from. Levels: hidden, masked, reveal (masked, opened for an act), open.
-- Reveals a day: NULL follows the pack (sec.reveal.a_day).
SET LOCAL ROLE licite_gate;
INSERT INTO licite.access_profile (key, acts, permissions, levels, reveals_a_day) VALUES
('prospector', '{read,object,create,edit,communicate}',
 '{access:grant:read_own,lawful:consent:write,lawful:notice:deliver,lawful:rule:read,people:company:create,people:company:edit,people:company:read,people:contact:bulk,people:contact:create,people:contact:edit,people:contact:read,people:contact:reveal,people:interaction:write,people:objection:write,people:stage:move,people:task:write,sales:deal:read,sales:deal:write}',
 '{"name": "open", "title": "open", "phone": "reveal", "email": "reveal", "address": "masked", "note": "hidden", "amount": "open"}', NULL),
('rep', '{read,object,create,edit,communicate}',
 '{access:grant:read_own,lawful:consent:write,lawful:notice:deliver,lawful:rule:read,people:company:create,people:company:edit,people:company:read,people:contact:bulk,people:contact:create,people:contact:edit,people:contact:read,people:contact:reveal,people:file:write,people:interaction:write,people:objection:write,people:opening:read,people:stage:move,people:task:write,people:view:share,sales:deal:read,sales:deal:write}',
 '{"name": "open", "title": "open", "phone": "reveal", "email": "reveal", "address": "reveal", "note": "open", "amount": "open"}', NULL),
('assistant', '{read,object}',
 '{access:grant:read_own,lawful:rule:read,people:company:read,people:contact:read,people:objection:write,sales:deal:read}',
 '{"name": "open", "title": "open", "phone": "masked", "email": "masked", "address": "masked", "note": "open", "amount": "hidden"}', 0),
('manager', '{read,object,create,edit,communicate,export}',
 '{access:grant:manage,access:grant:read_own,access:portfolio:manage,access:profile:manage,intake:import:run,lawful:balancing:write,lawful:consent:write,lawful:notice:deliver,lawful:organisation:manage,lawful:purpose:manage,lawful:restriction:write,lawful:rule:read,people:capacity:bulk,people:company:create,people:company:edit,people:company:read,people:contact:assign,people:contact:bulk,people:contact:create,people:contact:edit,people:contact:merge,people:contact:read,people:contact:reveal,people:file:write,people:interaction:write,people:objection:write,people:opening:read,people:stage:move,people:task:write,people:team:read,people:tray:decide,people:view:share,sales:deal:read,sales:deal:write,sales:forecast:read}',
 '{"name": "open", "title": "open", "phone": "open", "email": "open", "address": "open", "note": "open", "amount": "open"}', NULL),
('marketing', '{read,object,communicate}',
 '{access:grant:read_own,lawful:balancing:write,lawful:consent:write,lawful:notice:deliver,lawful:rule:read,lawful:wording:manage,people:capacity:bulk,people:company:read,people:contact:read,people:contact:reveal,people:objection:write,people:view:share}',
 '{"name": "open", "title": "open", "phone": "masked", "email": "reveal", "address": "masked", "note": "hidden", "amount": "hidden"}', NULL),
('support', '{read,object,communicate}',
 '{access:grant:read_own,lawful:consent:write,lawful:notice:deliver,lawful:rule:read,people:company:read,people:contact:read,people:contact:reveal,people:file:write,people:interaction:write,people:objection:write,people:task:write}',
 '{"name": "open", "title": "open", "phone": "reveal", "email": "reveal", "address": "masked", "note": "open", "amount": "hidden"}', NULL),
('accounting', '{read,object}',
 '{access:grant:read_own,lawful:rule:read,people:company:read,people:contact:read,people:objection:write,sales:deal:read,sales:forecast:read}',
 '{"name": "open", "title": "masked", "phone": "masked", "email": "masked", "address": "open", "note": "hidden", "amount": "open"}', 0),
('dpo', '{read,object,communicate}',
 '{access:grant:read_own,journal:entry:read,lawful:balancing:write,lawful:consent:write,lawful:note:review,lawful:notice:deliver,lawful:notice:manage,lawful:organisation:manage,lawful:purpose:manage,lawful:restriction:write,lawful:rule:override,lawful:rule:read,lawful:suppression:manage,lawful:wording:manage,people:capacity:bulk,people:company:read,people:contact:read,people:contact:reveal,people:field:manage,people:objection:write}',
 '{"name": "open", "title": "open", "phone": "reveal", "email": "reveal", "address": "reveal", "note": "open", "amount": "hidden"}', NULL),
('it_admin', '{}',
 '{access:grant:read_own,lawful:organisation:manage,staff:member:manage}',
 '{}', 0);
RESET ROLE;
