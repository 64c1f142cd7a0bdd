/*
  controlplane.location: An outlet.
  A template: swiftpos' own columns are not public. Lines marked "<- re-point" name tables and columns of this site; put
  the right ones there. What follows AS, the order and the types stay: the control plane reads by them.

  id                 nvarchar(50)   not null  Number of the location, as the cloud knows it too.
  name               nvarchar(200)  not null  Name of the location.
  location_group_id  nvarchar(50)   not null  The one Location Group it is in.
*/
CREATE OR ALTER VIEW controlplane.location AS
SELECT CAST(l.LocationID AS nvarchar(50)) AS id,             -- <- re-point
       CAST(l.Name AS nvarchar(200)) AS name,                -- <- re-point
       CAST(l.VenueID AS nvarchar(50)) AS location_group_id  -- <- re-point
FROM dbo.Location AS l;                                      -- <- re-point
