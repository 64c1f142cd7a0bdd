/*
  What the texts name of SQL Server's own objects, with the columns and parameters that its documentation gives: the model starts
  empty, and knows none of them.
*/
CREATE TABLE sys.databases (
  name sysname NOT NULL, database_id int NOT NULL, compatibility_level tinyint NOT NULL, collation_name sysname NULL,
  snapshot_isolation_state tinyint NULL, is_read_committed_snapshot_on bit NULL);
CREATE TABLE sys.objects (name sysname NOT NULL, object_id int NOT NULL, schema_id int NOT NULL);
CREATE TABLE sys.sql_modules (object_id int NOT NULL, definition nvarchar(max) NULL);
CREATE TABLE sys.database_files (file_id int NOT NULL, type tinyint NOT NULL, name sysname NOT NULL, size int NOT NULL, max_size int NOT NULL);
GO
CREATE TABLE INFORMATION_SCHEMA.TABLES (TABLE_CATALOG nvarchar(128) NULL, TABLE_SCHEMA nvarchar(128) NULL, TABLE_NAME sysname NOT NULL, TABLE_TYPE varchar(10) NULL);
CREATE TABLE INFORMATION_SCHEMA.VIEWS (TABLE_CATALOG nvarchar(128) NULL, TABLE_SCHEMA nvarchar(128) NULL, TABLE_NAME sysname NOT NULL);
CREATE TABLE INFORMATION_SCHEMA.ROUTINES (ROUTINE_CATALOG nvarchar(128) NULL, ROUTINE_SCHEMA nvarchar(128) NULL, ROUTINE_NAME sysname NOT NULL, ROUTINE_TYPE nvarchar(20) NULL);
CREATE TABLE INFORMATION_SCHEMA.COLUMNS (
  TABLE_CATALOG nvarchar(128) NULL, TABLE_SCHEMA nvarchar(128) NULL, TABLE_NAME nvarchar(128) NOT NULL, COLUMN_NAME nvarchar(128) NULL,
  ORDINAL_POSITION int NOT NULL, DATA_TYPE nvarchar(128) NULL);
GO
CREATE TABLE sys.dm_exec_requests (session_id smallint NOT NULL, start_time datetime NOT NULL, command nvarchar(32) NOT NULL, database_id smallint NOT NULL);
GO
CREATE PROCEDURE sys.sp_getapplock @Resource nvarchar(255), @LockMode varchar(32), @LockOwner varchar(32), @LockTimeout int AS RETURN 0;
GO
CREATE LOGIN venue_control WITH PASSWORD = N'for the model only';
