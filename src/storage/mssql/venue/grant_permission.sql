/*
  controlplane.grant_permission: Ticks a box of a Clerk Security Group, until expires_at when that is not null. Refuses a group that is not there.
  A template: swiftpos' own columns are not public. Lines marked "<- re-point" name tables and columns of this site; re-point
  them together with view permission_tick. One of only two ways in which the control plane changes swiftpos' data.
*/
CREATE OR ALTER PROCEDURE controlplane.grant_permission
  @security_group_id nvarchar(50),
  @permission nvarchar(100),
  @by_name nvarchar(200),
  @at datetime2(3),
  @expires_at datetime2(3)
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @group int = TRY_CAST(@security_group_id AS int);
  -- A varchar, which is compared with a column of either kind by its index.
  DECLARE @object varchar(100) = CAST(@permission AS varchar(100));
  DECLARE @locked int;
  IF NOT EXISTS (SELECT 1 FROM dbo.SecurityGroup AS g WHERE g.SecurityGroupID = @group)  -- <- re-point
    THROW 50001, N'no such security group', 1;

  BEGIN TRANSACTION;
  -- One call after the other: of two at once the second finds the row of the first.
  EXEC @locked = sys.sp_getapplock @Resource = N'controlplane.permission', @LockMode = N'Exclusive', @LockOwner = N'Transaction', @LockTimeout = 5000;
  DECLARE @refused nvarchar(200) = CASE @locked
    WHEN -1 THEN N'another change of permissions took longer than five seconds'
    WHEN -2 THEN N'the wait for another change of permissions was canceled'
    WHEN -3 THEN N'this change of permissions was chosen as a deadlock victim'
    ELSE N'the lock for changes of permissions was refused' END;
  IF @locked < 0 THROW 50002, @refused, 1;

  UPDATE dbo.SecurityGroupObject SET Allowed = 1                            -- <- re-point
  WHERE SecurityGroupID = @group AND ObjectName = @object;                  -- <- re-point
  IF @@ROWCOUNT = 0
    INSERT INTO dbo.SecurityGroupObject (SecurityGroupID, ObjectName, Allowed) VALUES (@group, @object, 1);  -- <- re-point

  UPDATE controlplane.permission_note SET by_name = @by_name, noted_at = @at, expires_at = @expires_at
  WHERE security_group_id = @security_group_id AND permission = @permission;
  IF @@ROWCOUNT = 0
    INSERT INTO controlplane.permission_note (security_group_id, permission, by_name, noted_at, expires_at)
    VALUES (@security_group_id, @permission, @by_name, @at, @expires_at);
  COMMIT TRANSACTION;
END;
