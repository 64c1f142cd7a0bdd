export const tradingPeriod = `
SELECT weekday, opens_at, closes_at
FROM swiftpos_trading_period`;
