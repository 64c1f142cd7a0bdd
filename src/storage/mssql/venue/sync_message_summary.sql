/*
  controlplane.sync_message_summary: How much waits to be sent to the cloud, by table. No row for a table where nothing waits.
  A template: swiftpos' own columns are not public. Lines marked "<- re-point" name tables and columns of this site; put
  the right ones there. What follows AS, the order and the types stay: the control plane reads by them.

  table_name     nvarchar(128)  not null  Which table.
  message_count  int            not null  Messages that wait.
  oldest_at      datetime2(3)   not null  Since when the oldest one waits. (UTC)
*/
CREATE OR ALTER VIEW controlplane.sync_message_summary AS
SELECT CAST(m.TableName AS nvarchar(128)) AS table_name,         -- <- re-point
       COUNT(*) AS message_count,
       -- Local time in the table: MIN(m.CreatedAt) AT TIME ZONE N'AUS Eastern Standard Time' AT TIME ZONE N'UTC'.
       CAST(MIN(m.CreatedAt) AS datetime2(3)) AS oldest_at       -- <- re-point
-- A hot queue: it is counted without locks, so that a diagnosis holds up no sender. The count may be off by what moves meanwhile.
FROM dbo.SyncMessage AS m WITH (NOLOCK)                          -- <- re-point
GROUP BY m.TableName;                                            -- <- re-point
