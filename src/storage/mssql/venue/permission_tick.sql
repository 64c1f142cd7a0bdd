/*
  controlplane.permission_tick: One permission of one Clerk Security Group. A box without a row is not ticked.
  A template: swiftpos' own columns are not public. Lines marked "<- re-point" name tables and columns of this site; put
  the right ones there. What follows AS, the order and the types stay: the control plane reads by them.
  grant_permission and revoke_permission set what this view shows: re-point the three together.

  security_group_id  nvarchar(50)   not null  Whose permission.
  permission         nvarchar(100)  not null  Which: our name, e.g. CLOUD_CONNECTIVITY_ONBOARD, the only one that swiftpos has. Other names are passed over.
  granted            bit            not null  Ticked. An expiry is compared with the clock by the reader.
  granted_by_name    nvarchar(200)  null      Who ticked or cleared it last; null for what was there before.
  granted_at         datetime2(3)   null      When that was. (UTC)
  expires_at         datetime2(3)   null      From then on it is not ticked. Null: never. (UTC)
*/
CREATE OR ALTER VIEW controlplane.permission_tick AS
SELECT CAST(o.SecurityGroupID AS nvarchar(50)) AS security_group_id,  -- <- re-point
       -- Where swiftpos has another name: CASE o.ObjectName WHEN N'its name' THEN N'CLOUD_CONNECTIVITY_ONBOARD' END.
       CAST(o.ObjectName AS nvarchar(100)) COLLATE DATABASE_DEFAULT AS permission,  -- <- re-point
       CAST(o.Allowed AS bit) AS granted,                             -- <- re-point
       n.by_name AS granted_by_name,
       n.noted_at AS granted_at,
       n.expires_at AS expires_at
FROM dbo.SecurityGroupObject AS o                                     -- <- re-point
LEFT JOIN controlplane.permission_note AS n
  ON n.security_group_id = CAST(o.SecurityGroupID AS nvarchar(50))    -- <- re-point
 AND n.permission = CAST(o.ObjectName AS nvarchar(100)) COLLATE DATABASE_DEFAULT;  -- <- re-point
