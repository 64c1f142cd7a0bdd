/** Authentication codes: sent to the registered mailbox, eight characters, valid 30 minutes, ended by five wrong attempts or a newer one. */
import { randomInt } from 'node:crypto';
import { CODE_LENGTH, seedVenue } from '../seed-venue.js';
import { type CloudMemory, digest, type Row, record } from './memory.js';
import { readRegistration } from './registration.js';
import { type CloudAnswer, type CloudRequest, Refusal } from './request.js';

const validMs = 30 * 60_000;
const attempts = 5;
/** Codes within this time, and how many. */
const limitMs = 60_000;
const limitCount = 10;
/** Without 0, O, 1 and I, which people mistake for one another. */
const alphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

export function requestCode({ memory, dataFolder, faults }: CloudRequest): CloudAnswer {
  const now = Date.now();
  const recent = memory.all('SELECT sent_at FROM code WHERE sent_at > ? ORDER BY sent_at', now - limitMs);
  if (readRegistration(dataFolder, faults).expired) {
    record(memory, 'codeRequests', 'REGISTRATION_EXPIRED');
    throw registrationExpired();
  }
  if (recent.length >= limitCount) {
    record(memory, 'codeRequests', 'TOO_MANY_CODES');
    const wait = Math.ceil((Number(recent[0]?.['sent_at']) + limitMs - now) / 1000);
    throw new Refusal(
      429,
      'TOO_MANY_CODES',
      `${limitCount} codes were sent within a minute. Wait ${wait} s, or use the newest.`,
      {},
      { 'retry-after': String(wait) },
    );
  }
  const code = Array.from({ length: CODE_LENGTH }, () => alphabet[randomInt(alphabet.length)]).join('');
  memory.atOnce(() => send(memory, code, now));
  return {
    status: 202,
    body: {
      sentTo: masked(seedVenue.registeredEmail),
      sentAt: new Date(now).toISOString(),
      expiresAt: new Date(now + validMs).toISOString(),
      attemptsLeft: attempts,
    },
  };
}

/**
 * Takes the code within the caller's transaction, or answers why not. A wrong one costs the live code an attempt, so the caller commits
 * either way.
 */
export function takeCode(memory: CloudMemory, text: string): Refusal | undefined {
  const code = text.trim().toUpperCase();
  if (!new RegExp(`^[0-9A-Z]{${CODE_LENGTH}}$`).test(code)) {
    return new Refusal(
      422,
      'CODE_MALFORMED',
      `An authentication code has ${CODE_LENGTH} letters and digits.`,
    );
  }
  const known = memory.find(
    'SELECT * FROM code WHERE code_digest = ? ORDER BY id DESC LIMIT 1',
    digest(code),
  );
  if (!known) return wrong(memory);
  if (known['state'] === 'USED') return codeUsed();
  if (!isLive(known)) return codeExpired();
  memory.run("UPDATE code SET state = 'USED' WHERE id = ?", known['id'] ?? null);
  return undefined;
}

export function codeUsed(): Refusal {
  return new Refusal(409, 'CODE_USED', 'This code was used already. Ask for a new one.');
}

export function codeExpired(): Refusal {
  return new Refusal(410, 'CODE_EXPIRED', 'This code is no longer valid. Ask for a new one.');
}

export function registrationExpired(): Refusal {
  return new Refusal(
    403,
    'REGISTRATION_EXPIRED',
    "The venue's registration has expired. Renew it with swiftpos.",
  );
}

/** m*****r@harbourview.example */
export function masked(address: string): string {
  const at = address.indexOf('@');
  return `${address.slice(0, 1)}${'*'.repeat(Math.max(1, at - 2))}${address.slice(at - 1)}`;
}

function send(memory: CloudMemory, code: string, now: number): void {
  memory.run("UPDATE code SET state = 'ENDED' WHERE state = 'LIVE'");
  memory.run(
    "INSERT INTO code (code_digest, sent_at, expires_at, attempts_left, state) VALUES (?, ?, ?, ?, 'LIVE')",
    digest(code),
    now,
    now + validMs,
    attempts,
  );
  memory.run(
    'INSERT INTO mail (recipient, subject, text, received_at) VALUES (?, ?, ?, ?)',
    seedVenue.registeredEmail,
    'Cloud Onboarding Authentication Code',
    [
      `Someone at ${seedVenue.companyName} (Customer Number ${seedVenue.customerNumber}) asked to connect the venue to swiftpos Cloud.`,
      '',
      `Authentication Code: ${code}`,
      '',
      'It is valid for 30 minutes and for one use. If you did not request it, ignore this e-mail.',
    ].join('\n'),
    new Date(now).toISOString(),
  );
  record(memory, 'codeRequests', 'sent');
}

function wrong(memory: CloudMemory): Refusal {
  const live = memory.find("SELECT * FROM code WHERE state = 'LIVE' ORDER BY id DESC LIMIT 1");
  const attemptsLeft = live && isLive(live) ? Number(live['attempts_left']) - 1 : 0;
  if (live) {
    const state = attemptsLeft > 0 ? 'LIVE' : 'ENDED';
    memory.run(
      'UPDATE code SET attempts_left = ?, state = ? WHERE id = ?',
      attemptsLeft,
      state,
      live['id'] ?? null,
    );
  }
  const rest = attemptsLeft > 0 ? `${attemptsLeft} attempts are left.` : 'Ask for a new one.';
  return new Refusal(403, 'CODE_WRONG', `This code is wrong. ${rest}`, { attemptsLeft });
}

function isLive(code: Row): boolean {
  return code['state'] === 'LIVE' && Number(code['expires_at']) > Date.now();
}
