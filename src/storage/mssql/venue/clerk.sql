/*
  controlplane.clerk: A staff member.
  A template: swiftpos' own columns are not public. Lines marked "<- re-point" name tables and columns of this site; put
  the right ones there. What follows AS, the order and the types stay: the control plane reads by them.

  id                 nvarchar(50)   not null  Clerk ID as staff type it.
  name               nvarchar(200)  not null  Name as Back Office shows it.
  active             bit            not null  No: left or switched off; cannot sign in and holds nothing.
  back_office        bit            not null  May use Back Office.
  clerk_group_id     nvarchar(50)   not null  The one Clerk Group: what the clerk sees.
  security_group_id  nvarchar(50)   null      The one Clerk Security Group: what the clerk may do. Null: nothing.
*/
CREATE OR ALTER VIEW controlplane.clerk AS
SELECT CAST(c.ClerkID AS nvarchar(50)) AS id,                          -- <- re-point
       CAST(c.Name AS nvarchar(200)) AS name,                          -- <- re-point
       CAST(CASE WHEN c.Disabled = 0 THEN 1 ELSE 0 END AS bit) AS active, -- <- re-point
       CAST(c.BackOffice AS bit) AS back_office,                       -- <- re-point
       CAST(c.ClerkGroupID AS nvarchar(50)) AS clerk_group_id,         -- <- re-point
       CAST(s.SecurityGroupID AS nvarchar(50)) AS security_group_id    -- <- re-point
FROM dbo.Clerk AS c                                                    -- <- re-point
-- One row a clerk, whatever is joined: a clerk with two rows would sign in as either.
LEFT JOIN dbo.ClerkSecurity AS s ON s.ClerkID = c.ClerkID;             -- <- re-point
