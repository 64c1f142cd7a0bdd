/** Remembers the last code that was requested here, for clerks who open the page again. Never the code itself. */
import { AppError } from '../../errors/errors.js';
import { type AuditTrail, actorOf } from '../audit/trail.js';
import { requireFresh } from '../permissions/known-security.js';
import type { KeyValueStore } from '../ports/key-value-store.js';
import type { Clock } from '../ports/machine.js';
import type { ScriptRunner } from '../ports/script-runner.js';
import type { VenueStore } from '../ports/venue-store.js';
import type { Caller } from '../request/viewer.js';
import { asAppError } from '../scripts/failure.js';
import { onlyRow } from '../scripts/output.js';

export interface CodeRequestView {
  readonly sentTo: string;
  readonly sentAt: Date;
  readonly expiresAt: Date | undefined;
  /** Wrong codes that the cloud will still take; undefined: it did not say. */
  readonly attemptsLeft: number | undefined;
}

export interface CodeRequests {
  /** Undefined: none, or its code works no more. */
  last(): Promise<CodeRequestView | undefined>;
  sent(request: CodeRequestView): Promise<void>;
  /** The cloud took a wrong code. `attemptsLeft`: as it said; undefined, it did not. */
  refused(attemptsLeft: number | undefined): Promise<void>;
  /** It has been redeemed. */
  used(): Promise<void>;
}

const NAME = 'code request';
/** One of which the cloud did not say until when it works is of no interest after so long, in milliseconds. */
const LONG = 24 * 60 * 60_000;

export function codeRequests(keyValues: KeyValueStore, clock: Clock): CodeRequests {
  const write = (request: CodeRequestView | undefined) =>
    keyValues.set(NAME, { request: request ? { ...request } : null }, clock.now());
  const last = async () => {
    const request = read((await keyValues.get(NAME))?.value['request']);
    if (!request || request.attemptsLeft === 0) return undefined;
    const until = request.expiresAt?.getTime() ?? request.sentAt.getTime() + LONG;
    return until > clock.now().getTime() ? request : undefined;
  };
  return {
    last,
    sent: write,
    async refused(attemptsLeft) {
      const request = await last();
      if (request && attemptsLeft !== undefined) await write({ ...request, attemptsLeft });
    },
    used: () => write(undefined),
  };
}

export interface RequestParts {
  readonly venue: VenueStore;
  readonly scripts: ScriptRunner;
  readonly audit: AuditTrail;
  readonly codeRequests: CodeRequests;
}

/** Has the cloud send one. Throws for a clerk whose groups aren't read afresh, and VENUE_MISMATCH. */
export async function requestCode(
  { venue, scripts, audit, codeRequests: known }: RequestParts,
  caller: Caller,
  customerNumber: string,
): Promise<CodeRequestView> {
  requireFresh(caller.viewer);
  const registration = await venue.registration();
  if (registration.customerNumber !== customerNumber) throw new AppError('VENUE_MISMATCH');
  const script = 'Request-AuthenticationCode';
  const act = { action: 'requestAuthenticationCode', target: customerNumber };
  return audit.audited(actorOf(caller), act, async () => {
    const parameters = { CustomerNumber: customerNumber };
    const { output } = await scripts
      .run({ script, parameters, deadlineMs: 25_000 })
      .catch((error: unknown) => Promise.reject(asAppError(error)));
    const row = onlyRow(output, script);
    const request = {
      sentTo: row.text('SentTo'),
      sentAt: row.date('SentAt'),
      expiresAt: row.optionalDate('ExpiresAt'),
      attemptsLeft: row.optionalNumber('AttemptsLeft'),
    };
    // It is sent, whether or not it can be remembered.
    await known.sent(request).catch(() => undefined);
    return request;
  });
}

/** As it is stored: moments are texts by then. */
function read(stored: unknown): CodeRequestView | undefined {
  if (typeof stored !== 'object' || stored === null) return undefined;
  const { sentTo, sentAt, expiresAt, attemptsLeft } = stored as Readonly<Record<string, unknown>>;
  return {
    sentTo: String(sentTo),
    sentAt: new Date(String(sentAt)),
    expiresAt: expiresAt ? new Date(String(expiresAt)) : undefined,
    attemptsLeft: typeof attemptsLeft === 'number' ? attemptsLeft : undefined,
  };
}
