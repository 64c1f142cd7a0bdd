/** The ledger: what the cloud did, as tests and people may ask it. */
import type { CloudMemory } from './memory.js';

const ledgerKinds = ['codeRequests', 'redemptions', 'syncJobs', 'activations', 'heartbeats'] as const;
export type LedgerKind = (typeof ledgerKinds)[number];

const heartbeatsKept = 500;

/** Belongs into the transaction of what it reports. */
export function record(
  memory: CloudMemory,
  kind: LedgerKind,
  outcome: string,
  details: Readonly<Record<string, unknown>> = {},
): void {
  memory.run(
    'INSERT INTO ledger (kind, at, outcome, details) VALUES (?, ?, ?, ?)',
    kind,
    new Date().toISOString(),
    outcome,
    JSON.stringify(details),
  );
  if (kind === 'heartbeats') {
    memory.run(
      `DELETE FROM ledger WHERE kind = 'heartbeats' AND id <=
        (SELECT id FROM ledger WHERE kind = 'heartbeats' ORDER BY id DESC LIMIT 1 OFFSET ${heartbeatsKept})`,
    );
  }
}

/** Lists of `{at, customerNumber, outcome, …ids}`, oldest first; of heartbeats the last 500. */
export function readLedger(memory: CloudMemory, customerNumber: string): Record<LedgerKind, object[]> {
  const lists = ledgerKinds.map((kind) => [
    kind,
    memory
      .all('SELECT at, outcome, details FROM ledger WHERE kind = ? ORDER BY id', kind)
      .map(({ at, outcome, details }) => ({ at, customerNumber, outcome, ...JSON.parse(String(details)) })),
  ]);
  return Object.fromEntries(lists);
}
