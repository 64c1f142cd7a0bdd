/*
  controlplane.sync_table: One table that a full send moves, with its size now.
  A template: swiftpos does not publish which tables a full send moves. One SELECT a table; the name is the one that the cloud
  counts it by. A comparison of rows after a resync holds these numbers against the cloud's.

  table_name  nvarchar(128)  not null  As the cloud names it.
  row_count   int            not null  Rows that a full send would move.
*/
CREATE OR ALTER VIEW controlplane.sync_table AS
SELECT CAST(N'clerk' AS nvarchar(128)) AS table_name, COUNT(*) AS row_count FROM dbo.Clerk  -- <- re-point
UNION ALL
SELECT N'clerk_group', COUNT(*) FROM dbo.ClerkGroup  -- <- re-point
UNION ALL
SELECT N'clerk_group_location_group', COUNT(*) FROM dbo.ClerkGroupVenue  -- <- re-point
UNION ALL
SELECT N'global_config', COUNT(*) FROM dbo.GlobalConfig  -- <- re-point
UNION ALL
SELECT N'location', COUNT(*) FROM dbo.Location  -- <- re-point
UNION ALL
SELECT N'security_group', COUNT(*) FROM dbo.SecurityGroup  -- <- re-point
UNION ALL
SELECT N'security_group_object', COUNT(*) FROM dbo.SecurityGroupObject  -- <- re-point
UNION ALL
SELECT N'terminal', COUNT(*) FROM dbo.Terminal;  -- <- re-point
