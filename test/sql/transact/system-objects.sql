/*
  What the texts name of SQL Server's own objects, with the columns and parameters that its documentation gives: the model starts
  empty, and knows none of them.
*/
CREATE TABLE sys.dm_exec_requests (session_id smallint NOT NULL, start_time datetime NOT NULL, command nvarchar(32) NOT NULL, database_id smallint NOT NULL);
GO
CREATE PROCEDURE sys.sp_getapplock @Resource nvarchar(255), @LockMode varchar(32), @LockOwner varchar(32), @LockTimeout int AS RETURN 0;
GO
CREATE LOGIN venue_control WITH PASSWORD = N'for the model only';
