/** Compares the audit with its anchors: a chain whose end was cut off, or a database that was rolled back, is still intact in itself. */
import type { Anchor, AuditAnchors, BesideAnchor, LostAnchor } from '../ports/audit-anchors.js';
import type { AuditHead, AuditLog, AuditRow, BadRow } from '../ports/audit-log.js';
import type { Clock, EventLogAlerts, Log } from '../ports/machine.js';
import type { StateDatabase } from '../ports/state-database.js';
import { ALERTS } from '../types/alerts.js';
import { ANCHOR_LOST } from '../types/audit.js';
import { AuditTrail, controlPlane } from './trail.js';

export interface AnchorsFound {
  /** The newest anchor that the trail holds. */
  readonly last: Anchor | undefined;
  /** The first row that is missing or another one than was anchored. */
  readonly bad: BadRow | undefined;
  /** Why the external anchor itself can't be believed, or wasn't seen. */
  readonly doubt: string | undefined;
  /** All of it in words. */
  readonly detail: string;
}

interface Count {
  held: number;
  replaced: number;
  other: number;
  torn: number;
  forged: number | undefined;
  last: Anchor | undefined;
  bad: BadRow | undefined;
}

export async function compareWithAnchors(
  { audit, anchors }: { readonly audit: AuditLog; readonly anchors: AuditAnchors },
  restores: readonly Restore[],
): Promise<AnchorsFound> {
  const count: Count = {
    held: 0,
    replaced: 0,
    other: 0,
    torn: 0,
    forged: undefined,
    last: undefined,
    bad: undefined,
  };
  const besideDoubt = await holdBeside(audit, anchors, count);
  let unread = false;
  try {
    for await (const line of anchors.lines()) {
      if (line.kind === 'anchor') await hold(audit, line.anchor, restores, count);
      else if (line.kind === 'forged') count.forged ??= line.line;
      else count[line.kind] += 1;
    }
  } catch {
    unread = true;
  }
  const secondDoubt = unread
    ? "The external anchor can't be read, so deleted rows at the end can't be detected."
    : count.forged === undefined
      ? undefined
      : `Line ${count.forged} of the external anchor is not signed with the key of this audit log.`;
  const doubt = [besideDoubt, secondDoubt].filter(Boolean).join(' ') || undefined;
  const { last, bad } = count;
  return { last, bad, doubt, detail: doubt ?? inWords(anchors, count) };
}

/** Against the data folder's own anchor. Answers why that can't be believed. */
async function holdBeside(audit: AuditLog, anchors: AuditAnchors, count: Count): Promise<string | undefined> {
  let beside: BesideAnchor | undefined;
  try {
    beside = anchors.beside();
  } catch {
    return UNSIGNED;
  }
  if (!beside) return MISSING;
  count.bad = await differing(audit, beside);
  return beside.isSigned ? undefined : UNSIGNED;
}

const MISSING =
  "audit-anchor.json is missing from the data folder, so deleted rows at the end can't be detected.";
const UNSIGNED =
  "audit-anchor.json in the data folder is not signed with the key of this audit log, so deleted rows at the end can't be detected.";

async function hold(
  audit: AuditLog,
  anchor: Anchor,
  restores: readonly Restore[],
  count: Count,
): Promise<void> {
  const bad = await differing(audit, anchor);
  if (!bad) {
    count.held += 1;
    count.last = anchor;
  } else if (isReplaced(anchor, restores)) count.replaced += 1;
  else if (!count.bad || bad.sequence < count.bad.sequence) count.bad = bad;
}

async function differing(audit: AuditLog, anchor: AuditHead): Promise<BadRow | undefined> {
  const { sequence } = anchor;
  const hash = sequence === 0 ? anchor.hash : await audit.hashOf(sequence);
  if (hash === anchor.hash) return undefined;
  const head = await audit.findHead();
  return head && sequence > head.sequence
    ? { sequence: head.sequence + 1, why: `is missing: the audit log had reached row ${sequence}` }
    : { sequence, why: 'differs from the anchored row' };
}

function inWords({ isConfigured }: AuditAnchors, { held, replaced, other, torn, last }: Count): string {
  if (!isConfigured)
    return "No external anchor is configured, so a rollback of the whole data folder can't be detected.";
  const sentences = [
    `${held} external anchors match${last ? `, the newest of row ${last.sequence} at ${last.at.toISOString()}` : ''}.`,
    replaced > 0 ? `${replaced} refer to rows that a restore replaced.` : '',
    other > 0 ? `${other} belong to another state.` : '',
    torn > 0 ? `${torn} lines are incomplete.` : '',
  ];
  return sentences.filter((sentence) => sentence !== '').join(' ');
}

const REASONS: Readonly<Record<LostAnchor, string>> = {
  missing: 'audit-anchor.json was missing from the data folder when the state was opened.',
  unsigned: 'audit-anchor.json in the data folder was not signed when the state was opened.',
};

/** The data folder's own anchor was not there, or not signed, when the state was opened: on record before it is written again. */
export async function noteLostAnchor(
  state: StateDatabase,
  lost: LostAnchor,
  parts: { readonly clock: Clock; readonly log: Log; readonly alerts?: EventLogAlerts | undefined },
): Promise<void> {
  const reason = REASONS[lost];
  await new AuditTrail({ ...parts, state }).note(controlPlane(), { action: ANCHOR_LOST, reason }, 'FAILED');
  parts.alerts?.raise(ALERTS.AUDIT_TOUCHED, `${reason} Run "venue-control audit verify" on the server.`);
}

export const RESTORED_BY = 'state.restore';

export interface Restore {
  /** Of the row that says so. */
  readonly sequence: number;
  readonly at: Date;
  readonly byName: string;
  /** When the backup was taken, and how far the audit was in it. */
  readonly takenAt: Date;
  readonly from: number;
  /** How far what was replaced had come; undefined where that couldn't be read any more. */
  readonly replaced: number | undefined;
}

/**
 * Rows that say that the state was restored from a backup (backup/restore.ts writes them): anyone who did it was authorised to. Undefined for a
 * row that reports none, or of one that failed.
 */
export function restoreOf(row: AuditRow): Restore | undefined {
  const detail = row.detail as
    | { takenAt?: string; head?: { sequence?: number }; replaced?: { sequence?: number } | null }
    | undefined;
  const from = detail?.head?.sequence;
  if (row.action !== RESTORED_BY || row.outcome !== 'SUCCEEDED' || !detail?.takenAt || from === undefined)
    return undefined;
  return {
    sequence: row.sequence,
    at: row.at,
    byName: row.runAs === undefined ? row.clerkName : `${row.clerkName} (${row.runAs})`,
    takenAt: new Date(detail.takenAt),
    from,
    replaced: detail.replaced?.sequence,
  };
}

/** The anchor is of a history that a restore has replaced: made before it, and after what the backup knew. */
function isReplaced({ sequence, at }: Anchor, restores: readonly Restore[]): boolean {
  return restores.some((restore) => at <= restore.at && (sequence > restore.from || at >= restore.takenAt));
}
