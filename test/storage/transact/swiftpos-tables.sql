/*
  The tables that the shipped views name, with columns as the template has them: so that the model can hold the template against
  something. swiftpos' own columns are not public; these are invented.
*/
CREATE TABLE dbo.GlobalConfig (Name nvarchar(100) NOT NULL PRIMARY KEY, Value nvarchar(400) NOT NULL);
CREATE TABLE dbo.Venue (VenueID int NOT NULL PRIMARY KEY, Name nvarchar(100) NOT NULL);
CREATE TABLE dbo.Location (LocationID int NOT NULL PRIMARY KEY, VenueID int NOT NULL, Name nvarchar(100) NOT NULL);
CREATE TABLE dbo.Terminal (TerminalID int NOT NULL PRIMARY KEY, LocationID int NOT NULL, Name nvarchar(100) NOT NULL);
CREATE TABLE dbo.ClerkGroup (ClerkGroupID int NOT NULL PRIMARY KEY, Name nvarchar(100) NOT NULL);
CREATE TABLE dbo.ClerkGroupVenue (ClerkGroupID int NOT NULL, VenueID int NOT NULL, PRIMARY KEY (ClerkGroupID, VenueID));
CREATE TABLE dbo.Clerk (
  ClerkID int NOT NULL PRIMARY KEY, Name nvarchar(100) NOT NULL, ClerkGroupID int NOT NULL, BackOffice bit NOT NULL, Disabled bit NOT NULL);
CREATE TABLE dbo.ClerkSecurity (ClerkID int NOT NULL PRIMARY KEY, SecurityGroupID int NOT NULL);
CREATE TABLE dbo.SecurityGroup (SecurityGroupID int NOT NULL PRIMARY KEY, Name nvarchar(100) NOT NULL, GridOrder int NOT NULL);
CREATE TABLE dbo.SecurityGroupObject (
  SecurityGroupID int NOT NULL, ObjectName nvarchar(100) NOT NULL, Allowed bit NOT NULL, PRIMARY KEY (SecurityGroupID, ObjectName));
CREATE TABLE dbo.Sale (SaleID int NOT NULL PRIMARY KEY, SaleDate datetime2(3) NOT NULL);
CREATE TABLE dbo.SyncMessage (SyncMessageID int NOT NULL PRIMARY KEY, TableName nvarchar(128) NOT NULL, CreatedAt datetime2(3) NOT NULL);
CREATE TABLE dbo.SyncException (
  SyncExceptionID int NOT NULL PRIMARY KEY, RaisedAt datetime2(3) NOT NULL, TableName nvarchar(128) NOT NULL, RowKey nvarchar(200) NOT NULL,
  Message nvarchar(max) NOT NULL);
CREATE TABLE dbo.SyncVersion (TableName nvarchar(128) NOT NULL PRIMARY KEY, Version bigint NOT NULL, SyncedAt datetime2(3) NOT NULL);
