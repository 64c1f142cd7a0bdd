/** Authentication codes: sent to the registered mailbox, valid 30 minutes, ended by five wrong attempts or a newer one. */
import { CODE_LENGTH, newCode } from '../chance.js';
import { record } from '../events.js';
import type { Code } from '../records.js';
import { ModelRefusal } from '../refusal.js';
import type { VenueModel } from '../state.js';
import { isExpired } from './reach.js';

const VALID_MS = 30 * 60_000;
const ATTEMPTS = 5;
/** So many codes within a minute. */
const LIMIT = 10;
const LIMIT_MS = 60_000;

export function requestCode(model: VenueModel): {
  sentTo: string;
  sentAt: number;
  expiresAt: number;
  attemptsLeft: number;
} {
  const { cloud, database } = model;
  if (isExpired(model)) {
    record(model, 'codeRequests', 'REGISTRATION_EXPIRED');
    throw refusal('REGISTRATION_EXPIRED', 403);
  }
  if (cloud.codes.filter(({ sentAt }) => sentAt > model.at - LIMIT_MS).length >= LIMIT) {
    record(model, 'codeRequests', 'TOO_MANY_CODES');
    throw refusal('TOO_MANY_CODES', 429);
  }
  for (const code of cloud.codes) if (code.state === 'LIVE') code.state = 'ENDED';
  const code = newCode(model);
  const expiresAt = model.at + VALID_MS;
  cloud.codes.push({ code, sentAt: model.at, expiresAt, attemptsLeft: ATTEMPTS, state: 'LIVE' });
  cloud.mails.push({
    to: database.registeredEmail,
    subject: 'Cloud Onboarding Authentication Code',
    text: `${database.companyName} (Customer Number ${database.customerNumber})\n\nAuthentication Code: ${code}\n\nIt is valid for 30 minutes and for one use.`,
    receivedAt: model.at,
  });
  record(model, 'codeRequests', 'sent');
  return { sentTo: masked(database.registeredEmail), sentAt: model.at, expiresAt, attemptsLeft: ATTEMPTS };
}

/** Uses the code up, or throws why not. A wrong one costs the live code an attempt. */
export function takeCode(model: VenueModel, text: string): void {
  const code = text.trim().toUpperCase();
  if (code.length !== CODE_LENGTH || !/^[0-9A-Z]+$/.test(code)) throw refusal('CODE_MALFORMED', 422);
  const known = model.cloud.codes.findLast((each) => each.code === code);
  if (!known) throw wrong(model);
  if (known.state === 'USED') throw refusal('CODE_USED', 409);
  if (!isLive(model, known)) throw refusal('CODE_EXPIRED', 410);
  known.state = 'USED';
}

/** m*****r@harbourview.example */
function masked(address: string): string {
  const at = address.indexOf('@');
  return `${address.slice(0, 1)}${'*'.repeat(Math.max(1, at - 2))}${address.slice(at - 1)}`;
}

function wrong(model: VenueModel): ModelRefusal {
  const live = model.cloud.codes.findLast(({ state }) => state === 'LIVE');
  const attemptsLeft = live && isLive(model, live) ? live.attemptsLeft - 1 : 0;
  if (live) Object.assign(live, { attemptsLeft, state: attemptsLeft > 0 ? 'LIVE' : 'ENDED' });
  return refusal('CODE_WRONG', 403, { attemptsLeft });
}

function isLive(model: VenueModel, code: Code): boolean {
  return code.state === 'LIVE' && code.expiresAt > model.at;
}

function refusal(errorId: string, status: number, detail: Record<string, unknown> = {}): ModelRefusal {
  return new ModelRefusal(errorId, `The cloud refused with ${status}: ${errorId}.`, {
    Status: status,
    ...detail,
  });
}
