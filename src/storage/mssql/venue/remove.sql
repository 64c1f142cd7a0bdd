/*
  Takes everything away that the other scripts made in this database; swiftpos' tables stay as they are, permissions too. Stop the
  control plane first. permission_note goes as well: who set a permission, and until when. Safe to run again.
*/
DROP PROCEDURE IF EXISTS controlplane.revoke_permission;
DROP PROCEDURE IF EXISTS controlplane.grant_permission;
DROP VIEW IF EXISTS controlplane.sync_table;
DROP VIEW IF EXISTS controlplane.sync_version;
DROP VIEW IF EXISTS controlplane.sync_exception;
DROP VIEW IF EXISTS controlplane.sync_message_summary;
DROP VIEW IF EXISTS controlplane.database_operation;
DROP VIEW IF EXISTS controlplane.last_sale;
DROP VIEW IF EXISTS controlplane.trading_period;
DROP VIEW IF EXISTS controlplane.permission_tick;
DROP VIEW IF EXISTS controlplane.security_group;
DROP VIEW IF EXISTS controlplane.clerk;
DROP VIEW IF EXISTS controlplane.clerk_group_location_group;
DROP VIEW IF EXISTS controlplane.clerk_group;
DROP VIEW IF EXISTS controlplane.location;
DROP VIEW IF EXISTS controlplane.location_group;
DROP VIEW IF EXISTS controlplane.registration;
DROP TABLE IF EXISTS controlplane.permission_note;
DROP SCHEMA IF EXISTS controlplane;
DROP USER IF EXISTS venue_control;
DROP ROLE IF EXISTS venue_control_access;

/*
  By hand, in master:
    REVOKE VIEW SERVER STATE FROM venue_control;  -- and VIEW SERVER PERFORMANCE STATE, where they were granted
    DROP LOGIN venue_control;
*/
