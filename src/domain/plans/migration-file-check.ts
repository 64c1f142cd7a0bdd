/** What an imported passport says of the server before this one, compared with what the cloud says now. */
import type { Facts } from '../venue/facts.js';
import type { KnownPassport } from '../venue/known-passport.js';
import { check, NO_CLOUD, unknown } from './checks.js';
import type { Check } from './plan.js';

/** Nothing where no passport was imported. A third server is a WARN: the old one being alive is OLD_SERVER's to say. */
export function passportChecks(
  { cloud, host }: Facts,
  passport: KnownPassport | undefined,
): readonly Check[] {
  if (!passport) return [];
  const title = 'Migration file of the old server';
  if (!cloud) return [unknown('PASSPORT', title, NO_CLOUD)];
  const made = `It was exported ${inUtc(passport.madeAt)}`;
  const known = cloud.connection.machineId;
  if (known === undefined || known === host?.machineId)
    return [check('PASSPORT', title, 'PASS', `${made}. There is no other server to replace.`)];
  if (known === passport.machineId)
    return [check('PASSPORT', title, 'PASS', `${made}. It matches the server that the cloud knows.`)];
  if (host?.machineId === undefined)
    return [unknown('PASSPORT', title, `${made}. This server's identity could not be read.`)];
  const remedy = 'Find out which server was used last, and export a new migration file there.';
  return [check('PASSPORT', title, 'WARN', `${made}. The cloud knows a different server.`, { remedy })];
}

/** `2031-05-05 09:00 UTC`: anyone who compares two files reads the same at every clock. */
function inUtc(at: Date): string {
  return `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
