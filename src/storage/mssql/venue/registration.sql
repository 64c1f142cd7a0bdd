/*
  controlplane.registration: The registration of this venue: one row.
  A template: swiftpos' own columns are not public. Lines marked "<- re-point" name tables and columns of this site; put
  the right ones there. What follows AS, the order and the types stay: the control plane reads by them.

  customer_number   nvarchar(8)    not null  Eight digits.
  company_name      nvarchar(200)  not null  As registered.
  registered_email  nvarchar(254)  not null  Where authentication codes are sent.
  expires_on        nvarchar(10)   not null  Last valid day, in the venue's time zone. (YYYY-MM-DD)
  swiftpos_version  nvarchar(50)   not null  Of the database, e.g. 10.58.0.
  licences          nvarchar(200)  not null  CLOUD_SYNC, WEB_API, MAINTENANCE: those held, with commas.
  region            nvarchar(2)    not null  AU, UK or EU.
  time_zone         nvarchar(64)   not null  IANA name, e.g. Australia/Sydney.
*/
CREATE OR ALTER VIEW controlplane.registration AS
SELECT CAST(MAX(CASE WHEN g.Name = N'CustomerNumber' THEN g.Value END) AS nvarchar(8)) AS customer_number,    -- <- re-point
       CAST(MAX(CASE WHEN g.Name = N'CompanyName' THEN g.Value END) AS nvarchar(200)) AS company_name,        -- <- re-point
       CAST(MAX(CASE WHEN g.Name = N'RegisteredEmail' THEN g.Value END) AS nvarchar(254)) AS registered_email, -- <- re-point
       -- From a date column: CONVERT(nvarchar(10), column, 23).
       CAST(MAX(CASE WHEN g.Name = N'RegistrationExpiry' THEN g.Value END) AS nvarchar(10)) AS expires_on,    -- <- re-point
       CAST(MAX(CASE WHEN g.Name = N'DatabaseVersion' THEN g.Value END) AS nvarchar(50)) AS swiftpos_version, -- <- re-point
       CAST(MAX(CASE WHEN g.Name = N'Licences' THEN g.Value END) AS nvarchar(200)) AS licences,               -- <- re-point
       -- These two are this site's own: a constant will do, e.g. N'AU' and N'Australia/Sydney'.
       CAST(MAX(CASE WHEN g.Name = N'Region' THEN g.Value END) AS nvarchar(2)) AS region,                     -- <- re-point
       CAST(MAX(CASE WHEN g.Name = N'TimeZone' THEN g.Value END) AS nvarchar(64)) AS time_zone                -- <- re-point
FROM dbo.GlobalConfig AS g                                                                                    -- <- re-point
-- No settings at all: no row, rather than one of nothing.
HAVING COUNT(*) > 0;
