/*
  Only where a site keeps the control plane's own state on SQL Server (stateDatabase in config.json); by default it is a file beside
  the program, and nothing of this is needed. Run it in that database: best one of its own, which no till writes.
  The login may make tables in its own schema venue_control, and nothing outside of it. The login itself: see login.sql of the venue.
  With a Windows account put its name into the lines marked "<- login". Safe to run again.
*/
IF SUSER_ID(N'venue_control') IS NULL  -- <- login
  THROW 50010, N'There is no login venue_control yet: see the top of login.sql.', 1;
IF USER_ID(N'venue_control') IS NULL CREATE USER venue_control FOR LOGIN venue_control;  -- <- login
IF SCHEMA_ID(N'venue_control') IS NULL EXEC (N'CREATE SCHEMA venue_control AUTHORIZATION venue_control');  -- <- login
GRANT CREATE TABLE TO venue_control;  -- <- login

/*
  Back again, when the control plane keeps its state elsewhere: everything in schema venue_control is its own, the audit among it. Keep a
  backup for as long as the site keeps an audit, then drop the tables, the schema and the user.
*/
