/*
  Who may read the views and call the two procedures, and nothing else: no right on any table of swiftpos', none to change a view.
  First, once and by hand, the login; no script carries a password:
    CREATE LOGIN [DOMAIN\account] FROM WINDOWS;                              -- the account that the control plane runs as; or
    CREATE LOGIN venue_control WITH PASSWORD = N'...', CHECK_POLICY = ON;    -- a login of SQL Server
  With a Windows account put its name into the three lines marked "<- login". Safe to run again.
*/
IF SUSER_ID(N'venue_control') IS NULL  -- <- login
  THROW 50010, N'There is no login venue_control yet: see the top of login.sql.', 1;
IF USER_ID(N'venue_control') IS NULL CREATE USER venue_control FOR LOGIN venue_control;  -- <- login
IF DATABASE_PRINCIPAL_ID(N'venue_control_access') IS NULL CREATE ROLE venue_control_access AUTHORIZATION dbo;
ALTER ROLE venue_control_access ADD MEMBER venue_control;  -- <- login

GRANT SELECT ON OBJECT::controlplane.registration TO venue_control_access;
GRANT SELECT ON OBJECT::controlplane.location_group TO venue_control_access;
GRANT SELECT ON OBJECT::controlplane.location TO venue_control_access;
GRANT SELECT ON OBJECT::controlplane.clerk_group TO venue_control_access;
GRANT SELECT ON OBJECT::controlplane.clerk_group_location_group TO venue_control_access;
GRANT SELECT ON OBJECT::controlplane.clerk TO venue_control_access;
GRANT SELECT ON OBJECT::controlplane.security_group TO venue_control_access;
GRANT SELECT ON OBJECT::controlplane.permission_tick TO venue_control_access;
GRANT SELECT ON OBJECT::controlplane.trading_period TO venue_control_access;
GRANT SELECT ON OBJECT::controlplane.last_sale TO venue_control_access;
GRANT SELECT ON OBJECT::controlplane.database_operation TO venue_control_access;
GRANT SELECT ON OBJECT::controlplane.sync_message_summary TO venue_control_access;
GRANT SELECT ON OBJECT::controlplane.sync_exception TO venue_control_access;
GRANT SELECT ON OBJECT::controlplane.sync_version TO venue_control_access;
GRANT SELECT ON OBJECT::controlplane.sync_table TO venue_control_access;
-- The text of our own views and procedures, to compare venues by it.
GRANT VIEW DEFINITION ON SCHEMA::controlplane TO venue_control_access;
GRANT EXECUTE ON OBJECT::controlplane.grant_permission TO venue_control_access;
GRANT EXECUTE ON OBJECT::controlplane.revoke_permission TO venue_control_access;

/*
  Optional, in master, as sysadmin: lets the control plane see a re-index or backup that runs. Without it that check says UNKNOWN,
  and a person who has checked may override it.
    GRANT VIEW SERVER PERFORMANCE STATE TO venue_control;  -- SQL Server 2022 and later
    GRANT VIEW SERVER STATE TO venue_control;              -- 2019; there is no smaller right
*/
