export const location = `
SELECT CAST(id AS TEXT) AS id,
       name,
       CAST(location_group_id AS TEXT) AS location_group_id
FROM swiftpos_location`;
