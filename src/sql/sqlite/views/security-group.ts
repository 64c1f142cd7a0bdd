export const securityGroup = `
SELECT CAST(id AS TEXT) AS id, name, rank
FROM swiftpos_security_group`;
