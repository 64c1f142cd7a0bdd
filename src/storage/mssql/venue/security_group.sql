/*
  controlplane.security_group: A Clerk Security Group: decides which functions its clerks may use.
  A template: swiftpos' own columns are not public. Lines marked "<- re-point" name tables and columns of this site; put
  the right ones there. What follows AS, the order and the types stay: the control plane reads by them.

  id    nvarchar(50)   not null  Number of the group.
  name  nvarchar(200)  not null  Name of the group.
  rank  int            not null  Place in the hierarchy; 1 is highest, no two are equal.
*/
CREATE OR ALTER VIEW controlplane.security_group AS
SELECT CAST(g.SecurityGroupID AS nvarchar(50)) AS id,                    -- <- re-point
       CAST(g.Name AS nvarchar(200)) AS name,                            -- <- re-point
       CAST(ROW_NUMBER() OVER (ORDER BY g.GridOrder) AS int) AS rank     -- <- re-point
FROM dbo.SecurityGroup AS g;                                             -- <- re-point
