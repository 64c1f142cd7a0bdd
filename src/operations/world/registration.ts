/** The venue's registration with swiftpos: whether it is current on a day in the venue's own time zone. */

/** So many days before its last one a registration is called EXPIRING. */
const EXPIRING_DAYS = 30;

export function registrationState(
  expiresOn: string,
  timeZone: string,
  at: Date,
): 'CURRENT' | 'EXPIRING' | 'EXPIRED' {
  const today = new Intl.DateTimeFormat('en-CA', { timeZone }).format(at);
  if (expiresOn < today) return 'EXPIRED';
  const daysLeft = (Date.parse(expiresOn) - Date.parse(today)) / 86_400_000;
  return daysLeft <= EXPIRING_DAYS ? 'EXPIRING' : 'CURRENT';
}
