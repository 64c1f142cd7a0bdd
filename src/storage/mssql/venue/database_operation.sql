/*
  controlplane.database_operation: A re-index, backup or check that runs in the database now.
  Nothing to re-point. SQL Server shows other sessions only to logins with VIEW SERVER STATE (2022 and later: VIEW SERVER
  PERFORMANCE STATE); login.sql has it as an option. Without it the view has one row UNKNOWN, as no row would mean that nothing runs.

  name        nvarchar(50)   not null  In words, e.g. Re-index. UNKNOWN: the database doesn't let us look.
  detail      nvarchar(400)  not null  What exactly, in the words of the database.
  started_at  datetime2(3)   not null  Since when. (UTC)
*/
CREATE OR ALTER VIEW controlplane.database_operation AS
SELECT CAST(CASE WHEN r.command LIKE N'BACKUP LOG%' THEN N'Log backup'
                 WHEN r.command LIKE N'BACKUP%' THEN N'Backup'
                 WHEN r.command LIKE N'RESTORE%' THEN N'Restore'
                 WHEN r.command LIKE N'DBCC%' THEN N'Consistency check or re-organising'
                 WHEN r.command LIKE N'UPDATE STATISTICS%' THEN N'Update of statistics'
                 ELSE N'Re-index' END AS nvarchar(50)) AS name,
       CAST(CONCAT(r.command, N', session ', r.session_id) AS nvarchar(400)) AS detail,
       -- start_time is the server's local time.
       CAST(DATEADD(second, DATEDIFF(second, SYSDATETIME(), SYSUTCDATETIME()), r.start_time) AS datetime2(3)) AS started_at
FROM sys.dm_exec_requests AS r
WHERE r.session_id <> @@SPID
  -- Jobs and backups often run from master or msdb.
  AND r.database_id IN (DB_ID(), DB_ID(N'master'), DB_ID(N'msdb'))
  AND (r.command LIKE N'BACKUP%' OR r.command LIKE N'RESTORE%' OR r.command LIKE N'DBCC%'
       OR r.command LIKE N'UPDATE STATISTICS%' OR r.command LIKE N'ALTER INDEX%' OR r.command LIKE N'CREATE INDEX%')
UNION ALL
SELECT N'UNKNOWN',
       N'This login may not see what other sessions do: VIEW SERVER STATE.',
       CAST(SYSUTCDATETIME() AS datetime2(3))
-- NULL for a permission that this version doesn't know.
WHERE COALESCE(HAS_PERMS_BY_NAME(NULL, NULL, N'VIEW SERVER PERFORMANCE STATE'),
               HAS_PERMS_BY_NAME(NULL, NULL, N'VIEW SERVER STATE'), 0) = 0;
