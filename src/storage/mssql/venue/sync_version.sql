/*
  controlplane.sync_version: How far one table is in the cloud.
  A template: swiftpos' own columns are not public. Lines marked "<- re-point" name tables and columns of this site; put
  the right ones there. What follows AS, the order and the types stay: the control plane reads by them.

  table_name  nvarchar(128)  not null  Which table.
  version     bigint         not null  The last row that the cloud has.
  synced_at   datetime2(3)   not null  When it got that one. (UTC)
*/
CREATE OR ALTER VIEW controlplane.sync_version AS
SELECT CAST(v.TableName AS nvarchar(128)) AS table_name,  -- <- re-point
       CAST(v.Version AS bigint) AS version,              -- <- re-point
       CAST(v.SyncedAt AS datetime2(3)) AS synced_at      -- <- re-point
FROM dbo.SyncVersion AS v;                                -- <- re-point
