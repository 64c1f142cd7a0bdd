/*
  controlplane.clerk_group: A Clerk Group: decides which Location Groups its clerks see.
  A template: swiftpos' own columns are not public. Lines marked "<- re-point" name tables and columns of this site; put
  the right ones there. What follows AS, the order and the types stay: the control plane reads by them.

  id    nvarchar(50)   not null  Number of the group; 0 is Managers.
  name  nvarchar(200)  not null  Name of the group.
*/
CREATE OR ALTER VIEW controlplane.clerk_group AS
SELECT CAST(g.ClerkGroupID AS nvarchar(50)) AS id,  -- <- re-point
       CAST(g.Name AS nvarchar(200)) AS name        -- <- re-point
FROM dbo.ClerkGroup AS g;                           -- <- re-point
