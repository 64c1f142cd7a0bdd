export const clerkGroupLocationGroup = `
SELECT CAST(clerk_group_id AS TEXT) AS clerk_group_id,
       CAST(location_group_id AS TEXT) AS location_group_id
FROM swiftpos_clerk_group_location_group`;
