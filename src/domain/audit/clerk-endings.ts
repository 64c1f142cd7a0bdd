/** Why the server ended what a clerk signs in with, as it is on record; and whose it ended lately. */
import type { AuditLog } from '../ports/audit-log.js';

export const ENDINGS = {
  RENAMED: 'The clerk ID belongs to another name.',
  DEACTIVATED: 'The clerk is deactivated.',
  GONE: 'The clerk ID no longer exists.',
} as const;
export type Ending = keyof typeof ENDINGS;

const ACTIONS = ['endPin', 'endApiTokens'];
const REASONS: readonly unknown[] = Object.values(ENDINGS);
const MOST = 500;
const OF_CLERK = 'clerk ';

export interface ClerkEnding {
  readonly clerkId: string;
  readonly reason: string;
  readonly at: Date;
}

/** Of each clerk the last one since then. The command line ends tokens for other reasons. */
export async function clerksEndedSince(
  audit: Pick<AuditLog, 'list'>,
  since: Date,
): Promise<readonly ClerkEnding[]> {
  const rows = await audit.list({ actions: ACTIONS, outcome: 'SUCCEEDED', since }, MOST, 'newest');
  const ended = new Map<string, ClerkEnding>();
  for (const { target = '', reason = '', at } of rows) {
    const clerkId = target.slice(OF_CLERK.length);
    if (REASONS.includes(reason) && !ended.has(clerkId)) ended.set(clerkId, { clerkId, reason, at });
  }
  return [...ended.values()];
}
