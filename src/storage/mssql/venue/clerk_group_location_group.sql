/*
  controlplane.clerk_group_location_group: One Location Group that the clerks of one Clerk Group see.
  A template: swiftpos' own columns are not public. Lines marked "<- re-point" name tables and columns of this site; put
  the right ones there. What follows AS, the order and the types stay: the control plane reads by them.

  clerk_group_id     nvarchar(50)  not null  The Clerk Group.
  location_group_id  nvarchar(50)  not null  The Location Group it sees.
*/
CREATE OR ALTER VIEW controlplane.clerk_group_location_group AS
SELECT CAST(s.ClerkGroupID AS nvarchar(50)) AS clerk_group_id,  -- <- re-point
       CAST(s.VenueID AS nvarchar(50)) AS location_group_id     -- <- re-point
FROM dbo.ClerkGroupVenue AS s;                                  -- <- re-point
