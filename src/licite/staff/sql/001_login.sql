-- The login schema belongs to the login role alone; the gate may end a leaver's sessions.
GRANT USAGE ON SCHEMA login TO licite_auth;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA login TO licite_auth;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA login TO licite_auth;
