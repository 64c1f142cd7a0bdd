/** Every part of a support bundle, by allow-list: what is not named here is in none of them. */
import { AppError } from '../../errors/errors.js';
import { verifyAudit } from '../audit/verification.js';
import { ofInterval } from '../history/timeline-entry.js';
import type { AuditAnchors } from '../ports/audit-anchors.js';
import type { AuditRow } from '../ports/audit-log.js';
import type { ClerkReader } from '../ports/clerk-reader.js';
import type { DoctorRow } from '../ports/doctor-row.js';
import { HISTORY_LANES } from '../ports/history-store.js';
import type { ScriptRunner } from '../ports/script-runner.js';
import type { StateDatabase } from '../ports/state-database.js';
import type { SupportFiles } from '../ports/support-files.js';
import type { VenueStore } from '../ports/venue-store.js';
import { type EventLogEntry, VenueEventLog } from '../venue/event-log.js';
import type { BundlePart, BundleQuery, PartContent } from './collect.js';
import { operationsPart } from './operations-part.js';
import type { People } from './people.js';

export interface BundleSources {
  /** Each is opened by the first part that needs it, and may reject. */
  state(): Promise<
    Pick<StateDatabase, 'operations' | 'audit' | 'history'> & { readonly anchors: AuditAnchors }
  >;
  venue(): Promise<Pick<VenueStore, 'registration'> & Pick<ClerkReader, 'clerks'>>;
  scripts(): Promise<ScriptRunner>;
  /** How the venue is, as the server reports it. */
  status(): Promise<unknown>;
  doctor(): Promise<readonly DoctorRow[]>;
  readonly files: Pick<SupportFiles, 'logLines' | 'billOfMaterials'>;
  /** Without what is secret. */
  readonly settings: object;
  /** Versions of what runs this program. */
  readonly runtime: object;
}

const DOCTOR_MS = 120_000;
const VERIFICATION_MS = 120_000;
const AUDIT_ROWS = 5000;
const INTERVALS = 5000;
const EVENTS = 1000;
const EVENTS_A_PAGE = 200;
/** Acts whose target is the name of a clerk. */
const OF_A_CLERK = ['changePin', 'unlockClerk', 'clerk.set-pin', 'clerk.unlock'];
const LOG_BYTES = 24_000_000;

export function bundleParts(from: BundleSources): readonly BundlePart[] {
  return [
    { file: 'versions.json', read: async () => ({ value: from.runtime }) },
    { file: 'venue.json', read: (_, people) => venue(from, people) },
    { file: 'status.json', read: async () => ({ value: await from.status() }) },
    { file: 'doctor.json', limitMs: DOCTOR_MS, read: async () => ({ value: await from.doctor() }) },
    { file: 'settings.json', read: async () => ({ value: from.settings }) },
    operationsPart(from),
    { file: 'timeline.json', read: (query) => timeline(from, query) },
    { file: 'audit.json', read: (query, people) => audit(from, query, people) },
    { file: 'audit-verification.json', limitMs: VERIFICATION_MS, read: () => verification(from) },
    { file: 'event-log.json', read: (query) => eventLog(from, query) },
    { file: 'sbom.cdx.json', read: async () => billOfMaterials(from) },
    { file: 'server.jsonl', read: async (query) => log(from, query) },
  ];
}

async function venue(from: BundleSources, people: People): Promise<PartContent> {
  const store = await from.venue();
  for (const { id, name } of await store.clerks()) people.clerk(id, name);
  const { customerNumber, companyName, region, timeZone, swiftposVersion, licences, expiresOn } =
    await store.registration();
  return { value: { customerNumber, companyName, region, timeZone, swiftposVersion, licences, expiresOn } };
}

async function timeline(from: BundleSources, { since, until }: BundleQuery): Promise<PartContent> {
  const { history } = await from.state();
  const page = { from: since, to: until, lanes: HISTORY_LANES, first: INTERVALS + 1 };
  return newest((await history.listIntervals(page)).map(ofInterval), INTERVALS);
}

async function audit(from: BundleSources, query: BundleQuery, people: People): Promise<PartContent> {
  const state = await from.state();
  const rows = await state.audit.list({ since: query.since, until: query.until }, AUDIT_ROWS + 1, 'newest');
  for (const row of rows) {
    if (OF_A_CLERK.includes(row.action)) people.someone(row.target);
    people.act(row);
    people.hide(row.runAs, '(account)');
  }
  return newest(
    rows.map((row) => auditedActionOf(row, query)),
    AUDIT_ROWS,
  );
}

function auditedActionOf(row: AuditRow, { withNames }: BundleQuery): object {
  const { sequence, at, clerkId, action, target, outcome, correlationId, client, planFingerprint, hash } =
    row;
  const { clerkName, runAs, reason } = row;
  const code = row.detail?.['code'];
  return {
    ...{ sequence, at, clerkId, action, target, outcome, code, correlationId, client, planFingerprint, hash },
    ...(withNames && { clerkName, runAs, reason }),
  };
}

async function verification(from: BundleSources): Promise<PartContent> {
  const { intact, entries, firstBadSequence, anchoredAt, anchoredSequence, detail } = await verifyAudit(
    await from.state(),
  );
  return { value: { intact, entries, firstBadSequence, anchoredAt, anchoredSequence, detail } };
}

async function eventLog(from: BundleSources, { since, until }: BundleQuery): Promise<PartContent> {
  const log = new VenueEventLog(await from.scripts());
  const entries: EventLogEntry[] = [];
  let isMore = true;
  while (isMore && entries.length < EVENTS) {
    const before = entries.at(-1)?.recordId;
    const page = await log.page({ first: EVENTS_A_PAGE, since, until, ...(before ? { before } : {}) });
    entries.push(...page.entries);
    isMore = page.hasNextPage;
  }
  return { value: entries, ...(isMore && { left: `It has only the newest ${EVENTS} entries.` }) };
}

function billOfMaterials({ files }: BundleSources): PartContent {
  const value = files.billOfMaterials();
  if (value !== undefined) return { value };
  throw new AppError('NOT_AVAILABLE_YET', { message: 'Only a program from an archive has an SBOM.' });
}

function log({ files }: BundleSources, { since }: BundleQuery): PartContent {
  const { lines, isCut } = files.logLines(since, LOG_BYTES);
  const value = lines.flatMap((line) => {
    try {
      return [JSON.parse(line)];
    } catch {
      // A crash cut it short.
      return [];
    }
  });
  return { value, ...(isCut && { left: `It has only the newest ${LOG_BYTES / 1_000_000} MB.` }) };
}

function newest(rows: readonly unknown[], most: number): PartContent {
  const isCut = rows.length > most;
  return { value: rows.slice(0, most), ...(isCut && { left: `It has only the newest ${most} rows.` }) };
}
