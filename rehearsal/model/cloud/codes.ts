/** Authentication codes: sent to the registered mailbox, valid 30 minutes, ended by five wrong attempts or a newer one. */
import { record } from '../events.js';
import type { Code } from '../records.js';
import { iso } from '../time.js';
import { Refusal } from './answers.js';
import type { CloudModel, Secrets } from './cloud-model.js';
import { isExpired } from './reach.js';

const VALID_MS = 30 * 60_000;
const ATTEMPTS = 5;
/** So many codes within a minute. */
const LIMIT = 10;
const LIMIT_MS = 60_000;
/** Without 0, O, 1 and I, which people mistake for one another. */
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
export const CODE_LENGTH = 8;

/** `below`: a random whole number from 0, less than its argument. */
export function newCode(below: (count: number) => number): string {
  return Array.from({ length: CODE_LENGTH }, () => ALPHABET[below(ALPHABET.length)]).join('');
}

export function requestCode(model: CloudModel, secrets: Secrets): object {
  const { at, cloud, database } = model;
  if (isExpired(model)) {
    record(model, 'codeRequests', 'REGISTRATION_EXPIRED');
    throw registrationExpired();
  }
  const recent = cloud.codes.filter(({ sentAt }) => sentAt > at - LIMIT_MS);
  if (recent.length >= LIMIT) {
    record(model, 'codeRequests', 'TOO_MANY_CODES');
    throw tooMany(Math.ceil(((recent[0]?.sentAt ?? at) + LIMIT_MS - at) / 1000));
  }
  for (const code of cloud.codes) if (code.state === 'LIVE') code.state = 'ENDED';
  const code = secrets.newCode();
  const expiresAt = at + VALID_MS;
  cloud.codes.push({
    code: secrets.stored(code),
    sentAt: at,
    expiresAt,
    attemptsLeft: ATTEMPTS,
    state: 'LIVE',
  });
  cloud.mails.push(mailOf(model, code));
  record(model, 'codeRequests', 'sent');
  return {
    sentTo: masked(database.registeredEmail),
    sentAt: iso(at),
    expiresAt: iso(expiresAt),
    attemptsLeft: ATTEMPTS,
  };
}

function mailOf({ at, database }: CloudModel, code: string): CloudModel['cloud']['mails'][number] {
  const { companyName, customerNumber, registeredEmail } = database;
  return {
    to: registeredEmail,
    subject: 'Cloud Onboarding Authentication Code',
    text: [
      `Someone at ${companyName} (Customer Number ${customerNumber}) asked to connect the venue to swiftpos Cloud.`,
      '',
      `Authentication Code: ${code}`,
      '',
      'It is valid for 30 minutes and for one use. If you did not request it, ignore this e-mail.',
    ].join('\n'),
    receivedAt: at,
  };
}

/** Uses the code up, or throws why not. A wrong one costs the live code an attempt. */
export function takeCode(model: CloudModel, text: string, { stored }: Pick<Secrets, 'stored'>): void {
  const code = text.trim().toUpperCase();
  if (code.length !== CODE_LENGTH || !/^[0-9A-Z]+$/.test(code)) throw malformed();
  const wanted = stored(code);
  const known = model.cloud.codes.findLast((each) => each.code === wanted);
  if (!known) throw wrong(model);
  if (known.state === 'USED') throw codeUsed();
  if (!isLive(model, known)) throw codeExpired();
  known.state = 'USED';
}

export function codeUsed(): Refusal {
  return new Refusal(409, 'CODE_USED', 'This code was used already. Ask for a new one.');
}

export function codeExpired(): Refusal {
  return new Refusal(410, 'CODE_EXPIRED', 'This code is no longer valid. Ask for a new one.');
}

export function registrationExpired(): Refusal {
  const message = "The venue's registration has expired. Renew it with swiftpos.";
  return new Refusal(403, 'REGISTRATION_EXPIRED', message);
}

function malformed(): Refusal {
  const message = `An authentication code has ${CODE_LENGTH} letters and digits.`;
  return new Refusal(422, 'CODE_MALFORMED', message);
}

function tooMany(seconds: number): Refusal {
  const message = `${LIMIT} codes were sent within a minute. Wait ${seconds} s, or use the newest.`;
  return new Refusal(429, 'TOO_MANY_CODES', message, {}, { 'retry-after': String(seconds) });
}

/** m*****r@harbourview.example */
function masked(address: string): string {
  const at = address.indexOf('@');
  return `${address.slice(0, 1)}${'*'.repeat(Math.max(1, at - 2))}${address.slice(at - 1)}`;
}

function wrong(model: CloudModel): Refusal {
  const live = model.cloud.codes.findLast(({ state }) => state === 'LIVE');
  const attemptsLeft = live && isLive(model, live) ? live.attemptsLeft - 1 : 0;
  if (live) Object.assign(live, { attemptsLeft, state: attemptsLeft > 0 ? 'LIVE' : 'ENDED' });
  const rest = attemptsLeft > 0 ? `${attemptsLeft} attempts are left.` : 'Ask for a new one.';
  return new Refusal(403, 'CODE_WRONG', `This code is wrong. ${rest}`, { attemptsLeft });
}

function isLive({ at }: CloudModel, { state, expiresAt }: Code): boolean {
  return state === 'LIVE' && expiresAt > at;
}
