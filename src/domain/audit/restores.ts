/** Rows that say that the state was restored from a backup (backup/restore.ts writes them): anyone who did it was authorised to. */
import type { Anchor } from '../ports/audit-anchors.js';
import type { AuditRow } from '../ports/audit-log.js';

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

/** Undefined for a row that reports none, or of one that failed. */
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
export function isReplaced({ sequence, at }: Anchor, restores: readonly Restore[]): boolean {
  return restores.some((restore) => at <= restore.at && (sequence > restore.from || at >= restore.takenAt));
}
