export const clerkGroup = `
SELECT CAST(id AS TEXT) AS id, name
FROM swiftpos_clerk_group`;
