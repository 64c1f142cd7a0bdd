/** Verifies the audit: computes each row again, then compares the head with every anchor. */
import { setImmediate } from 'node:timers/promises';
import type { AuditAnchors } from '../ports/audit-anchors.js';
import type { AuditHead, AuditLog, AuditRow, BadRow } from '../ports/audit-log.js';
import { ANCHOR_LOST, AUDIT_REVIEWS } from '../types/audit.js';
import {
  type AnchorsFound,
  compareWithAnchors,
  RESTORED_BY,
  type Restore,
  restoreOf,
} from './anchor-verification.js';

export interface AuditVerification {
  readonly intact: boolean;
  /** Rows that are as they were written, from the first to the first that isn't. */
  readonly entries: number;
  readonly firstBadSequence: number | undefined;
  /** When the external anchor was last written. */
  readonly anchoredAt: Date | undefined;
  /** The row of that anchor. */
  readonly anchoredSequence: number | undefined;
  /** The state was restored from a backup, by someone who may: rows that were replaced then are missing with right. */
  readonly restores: readonly Restore[];
  /** In a few sentences. */
  readonly detail: string;
}

export interface VerificationParts {
  readonly audit: AuditLog;
  readonly anchors: AuditAnchors;
}

/** Rows per query; other requests are served in between. */
const AT_ONCE = 500;
const BEFORE_THE_FIRST: AuditHead = { sequence: 0, hash: '0'.repeat(64) };

/** Takes as long as the trail is, in memory that doesn't grow with it. */
export async function verifyAudit(parts: VerificationParts): Promise<AuditVerification> {
  const { rows, bad: broken, marks } = await computeAgain(parts);
  const restores = marks.flatMap((row) => restoreOf(row) ?? []);
  const lost = marks.filter(({ action }) => action === ANCHOR_LOST);
  const unreviewed = lost.filter(({ sequence }) => sequence > reviewedUpTo(marks));
  const found = await compareWithAnchors(parts, restores);
  const bad = [broken, found.bad]
    .filter((each) => each !== undefined)
    .sort((one, other) => one.sequence - other.sequence)[0];
  return {
    intact: bad === undefined && found.doubt === undefined && unreviewed.length === 0,
    entries: rows,
    firstBadSequence: bad?.sequence,
    anchoredAt: found.last?.at,
    anchoredSequence: found.last?.sequence,
    restores,
    detail: inWords({ rows, bad, found, restores, lost, isReviewed: unreviewed.length === 0 }),
  };
}

/** The last row that a review covers. */
function reviewedUpTo(marks: readonly AuditRow[]): number {
  const reviews = marks.filter((row) => AUDIT_REVIEWS.includes(row.action) && row.outcome === 'SUCCEEDED');
  return Math.max(0, ...reviews.map(({ after }) => Number(after?.['upTo'] ?? 0)));
}

/** Ahead of every row, so that the rows end too early. */
const HEAD_DELETED: AuditHead = { sequence: Number.POSITIVE_INFINITY, hash: '' };

async function computeAgain({ audit }: VerificationParts) {
  const { head = HEAD_DELETED, behind } = await wholeHead(audit);
  const gone =
    head === HEAD_DELETED ? 'may be missing: the record of the last row was deleted' : 'is missing';
  const marks: AuditRow[] = [];
  let last = BEFORE_THE_FIRST;
  let rows = 0;
  let bad: BadRow | undefined;
  while (!bad && last.sequence < head.sequence) {
    const page = await audit.check(last, Math.min(AT_ONCE, head.sequence - last.sequence), [
      RESTORED_BY,
      ANCHOR_LOST,
      ...AUDIT_REVIEWS,
    ]);
    rows += page.rows;
    last = page.last;
    marks.push(...page.kept);
    bad = page.bad ?? (page.rows === 0 ? { sequence: last.sequence + 1, why: gone } : undefined);
    await setImmediate();
  }
  const other =
    last.hash === head.hash ? undefined : { sequence: last.sequence, why: 'is not the expected last row' };
  return { rows, marks, bad: bad ?? behind ?? other };
}

/** The head, and a row that is behind it though no one wrote it there. Appended rows move the head along. */
async function wholeHead(
  audit: AuditLog,
): Promise<{ readonly head: AuditHead | undefined; readonly behind?: BadRow }> {
  const head = await audit.findHead();
  if (!head || !(await audit.hasBehind(head.sequence))) return { head };
  if ((await audit.findHead())?.sequence !== head.sequence) return wholeHead(audit);
  return { head, behind: { sequence: head.sequence + 1, why: 'is after the last row that was written' } };
}

function inWords(seen: {
  readonly rows: number;
  readonly bad: BadRow | undefined;
  readonly found: AnchorsFound;
  readonly restores: readonly Restore[];
  readonly lost: readonly AuditRow[];
  readonly isReviewed: boolean;
}): string {
  const { rows, bad, found, restores, lost, isReviewed } = seen;
  const chain = bad
    ? `Row ${bad.sequence} ${bad.why}. The ${rows} rows before it are intact.`
    : `All ${rows} rows are intact.`;
  const back = restores.map(
    ({ sequence, at, byName, takenAt }) =>
      `Row ${sequence}: ${byName} restored the state of ${takenAt.toISOString()} at ${at.toISOString()}.`,
  );
  const gone = lost.map(({ sequence, at, reason }) => `Row ${sequence}, ${at.toISOString()}: ${reason}`);
  const todo =
    bad || found.doubt
      ? 'Keep the data folder as it is, and call support.'
      : !isReviewed && 'Compare the audit with the newest backup, then sign it off.';
  return [chain, found.detail, ...back, ...gone, todo].filter(Boolean).join(' ');
}
