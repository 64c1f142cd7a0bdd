/*
  controlplane.trading_period: From when to when the venue trades on one weekday; a weekday may have several rows, or none.
  A template: no public page says where swiftpos keeps these. Write the hours of this venue into the list, a line a period, or
  read them from a table. As it is it has no row: then it is unknown when the venue trades, and plans say so.

  weekday    nvarchar(9)  not null  MONDAY to SUNDAY: the day it opens.
  opens_at   nvarchar(5)  not null  HH:MM in venue time.
  closes_at  nvarchar(5)  not null  HH:MM in venue time; smaller than opens_at: after midnight.
*/
CREATE OR ALTER VIEW controlplane.trading_period AS
SELECT CAST(p.weekday AS nvarchar(9)) AS weekday,
       CAST(p.opens_at AS nvarchar(5)) AS opens_at,
       CAST(p.closes_at AS nvarchar(5)) AS closes_at
FROM (VALUES
  -- (N'FRIDAY', N'10:00', N'02:00'),  <- re-point: one line a period, above the last
  (N'NEVER', N'00:00', N'00:00')
) AS p (weekday, opens_at, closes_at)
WHERE p.weekday <> N'NEVER';
