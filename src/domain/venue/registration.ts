/** The venue's registration with swiftpos: whether it is current on a day in the venue's own time zone. */

/** So many days before its last one a registration is called EXPIRING. */
const EXPIRING_DAYS = 30;

export function registrationState(
  expiresOn: string,
  timeZone: string,
  at: Date,
): 'CURRENT' | 'EXPIRING' | 'EXPIRED' {
  const today = dayIn(timeZone).format(at);
  if (expiresOn < today) return 'EXPIRED';
  const daysLeft = (Date.parse(expiresOn) - Date.parse(today)) / 86_400_000;
  return daysLeft <= EXPIRING_DAYS ? 'EXPIRING' : 'CURRENT';
}

/** Made once a zone: making one takes as long as ten statements. */
const DAYS = new Map<string, Intl.DateTimeFormat>();

/** Writes YYYY-MM-DD. Throws for what is no time zone. */
function dayIn(timeZone: string): Intl.DateTimeFormat {
  const known = DAYS.get(timeZone) ?? new Intl.DateTimeFormat('en-CA', { timeZone });
  DAYS.set(timeZone, known);
  return known;
}
