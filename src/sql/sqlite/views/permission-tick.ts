export const permissionTick = `
SELECT CAST(security_group_id AS TEXT) AS security_group_id,
       permission,
       granted,
       granted_by AS granted_by_name,
       granted_at,
       expires_at
FROM swiftpos_security_group_object`;
