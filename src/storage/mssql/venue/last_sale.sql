/*
  controlplane.last_sale: When the venue last sold something: one row.
  A template: swiftpos' own columns are not public. Lines marked "<- re-point" name tables and columns of this site; put
  the right ones there. What follows AS, the order and the types stay: the control plane reads by them.
  It is asked often: let it be the last entry of an index, as MAX over an indexed column is.

  sold_at  datetime2(3)  null  Null: never. (UTC)
*/
CREATE OR ALTER VIEW controlplane.last_sale AS
-- Local time in the table: MAX(s.SaleDate) AT TIME ZONE N'AUS Eastern Standard Time' AT TIME ZONE N'UTC'.
SELECT CAST(MAX(s.SaleDate) AS datetime2(3)) AS sold_at  -- <- re-point
FROM dbo.Sale AS s;                                      -- <- re-point (no public page names this table)
