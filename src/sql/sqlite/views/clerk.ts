export const clerk = `
SELECT CAST(id AS TEXT) AS id,
       name,
       NOT disabled AS active,
       back_office,
       CAST(clerk_group_id AS TEXT) AS clerk_group_id,
       CAST(security_group_id AS TEXT) AS security_group_id
FROM swiftpos_clerk`;
