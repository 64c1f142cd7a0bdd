export const registration = `
SELECT customer_number,
       company_name,
       registered_email,
       expires_on,
       (SELECT value FROM swiftpos_global_config WHERE name = 'SwiftposVersion') AS swiftpos_version,
       licences,
       region,
       (SELECT value FROM swiftpos_global_config WHERE name = 'TimeZone') AS time_zone
FROM swiftpos_registration`;
