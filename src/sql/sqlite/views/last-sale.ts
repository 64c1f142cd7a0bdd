export const lastSale = `
SELECT MAX(sold_at) AS sold_at
FROM swiftpos_sale`;
