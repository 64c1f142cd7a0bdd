export const locationGroup = `
SELECT CAST(id AS TEXT) AS id, name
FROM swiftpos_location_group`;
