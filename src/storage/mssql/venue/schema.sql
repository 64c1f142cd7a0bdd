/*
  Schema controlplane: what the control plane reads of swiftpos' database, and the two writes that it may ask for.
  It belongs to dbo, as swiftpos' tables do. So a login that may read a view here needs no right on the tables under it.
*/
IF SCHEMA_ID(N'controlplane') IS NULL EXEC (N'CREATE SCHEMA controlplane AUTHORIZATION dbo');
GO
/*
  The one table of ours in this schema: who set a permission, when, and until when. swiftpos' own tables get no column more.
  grant_permission and revoke_permission write it; view permission_tick reads it.
*/
IF OBJECT_ID(N'controlplane.permission_note', N'U') IS NULL
CREATE TABLE controlplane.permission_note (
  security_group_id nvarchar(50) NOT NULL,
  permission nvarchar(100) NOT NULL,
  by_name nvarchar(200) NOT NULL,
  noted_at datetime2(3) NOT NULL,
  expires_at datetime2(3) NULL,
  CONSTRAINT permission_note_key PRIMARY KEY (security_group_id, permission)
);
