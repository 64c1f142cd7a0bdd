/*
  controlplane.location_group: A group of Locations, which Back Office also calls a venue.
  A template: swiftpos' own columns are not public. Lines marked "<- re-point" name tables and columns of this site; put
  the right ones there. What follows AS, the order and the types stay: the control plane reads by them.

  id    nvarchar(50)   not null  Number of the group.
  name  nvarchar(200)  not null  Name of the group.
*/
CREATE OR ALTER VIEW controlplane.location_group AS
SELECT CAST(v.VenueID AS nvarchar(50)) AS id,   -- <- re-point
       CAST(v.Name AS nvarchar(200)) AS name    -- <- re-point
FROM dbo.Venue AS v;                            -- <- re-point (no public page names this table)
