/*
  controlplane.sync_exception: One row that could not be sent: data sync is failing.
  A template: swiftpos' own columns are not public. Lines marked "<- re-point" name tables and columns of this site; put
  the right ones there. What follows AS, the order and the types stay: the control plane reads by them.

  id          nvarchar(50)    not null  Number of the exception; a later one is greater.
  raised_at   datetime2(3)    not null  When it was tried. (UTC)
  table_name  nvarchar(128)   not null  Which table.
  row_key     nvarchar(200)   not null  Which row.
  message     nvarchar(4000)  not null  What went wrong, in the words of Cloud Sync.
*/
CREATE OR ALTER VIEW controlplane.sync_exception AS
SELECT CAST(e.SyncExceptionID AS nvarchar(50)) AS id,   -- <- re-point
       -- Local time in the table: e.RaisedAt AT TIME ZONE N'AUS Eastern Standard Time' AT TIME ZONE N'UTC'.
       CAST(e.RaisedAt AS datetime2(3)) AS raised_at,   -- <- re-point
       CAST(e.TableName AS nvarchar(128)) AS table_name, -- <- re-point
       CAST(e.RowKey AS nvarchar(200)) AS row_key,      -- <- re-point
       CAST(e.Message AS nvarchar(4000)) AS message     -- <- re-point
FROM dbo.SyncException AS e;                            -- <- re-point
