/**
 * A state whose audit's head is written down: every few seconds beside the database, each minute in the external anchor, at once in both for
 * what matters most, and at the end. A place that can't be written holds up no one: it is reported by `trouble`, and tried again.
 */

import type { AuditAnchors } from '../../domain/ports/audit-anchors.js';
import type { AuditLog } from '../../domain/ports/audit-log.js';
import type { KeptState, KnownState } from '../../domain/ports/kept-state.js';
import type { Keys, Log } from '../../domain/ports/machine.js';
import { isAnchoredAtOnce } from '../../domain/types/audit.js';
import { ExternalAnchor } from './external-anchor.js';
import { readAnchor, writeAnchor } from './identity.js';

const BESIDE_MS = 5000;
const SECOND_MS = 60_000;

export interface AnchoringParts {
  readonly dataFolder: string;
  readonly stateId: string;
  /** Undefined: there is no external anchor. */
  readonly anchorFile: string | undefined;
  keys(): Keys;
  readonly log: Log;
}

export function anchoredState(state: KeptState, parts: AnchoringParts): KnownState {
  const { dataFolder, log } = parts;
  const second = new ExternalAnchor(parts);
  const found = readAnchor(dataFolder, parts.keys());
  let beside = found?.isSigned ? found.hash : undefined;
  const anchor = async (places: { readonly second: boolean }): Promise<void> => {
    try {
      const head = await state.audit.head();
      if (head.hash !== beside) {
        writeAnchor(dataFolder, head, parts.keys());
        beside = head.hash;
      }
      if (places.second) await second.write(head);
    } catch (error) {
      log.warn({ err: error }, 'The audit anchor could not be written');
    }
  };
  const now = () => anchor({ second: true });
  const timers = [
    setInterval(() => void anchor({ second: false }), BESIDE_MS).unref(),
    setInterval(() => void now(), SECOND_MS).unref(),
  ];
  void now();
  return {
    ...state,
    audit: noticing(state.audit, now),
    async transaction(work) {
      let isDue = false;
      const due = async () => {
        isDue = true;
      };
      const result = await state.transaction((stores) =>
        work({ ...stores, audit: noticing(stores.audit, due) }),
      );
      // Not before it is committed: what is rolled back was never the head.
      if (isDue) await now();
      return result;
    },
    anchors: anchorsOf(parts, second),
    async close() {
      for (const timer of timers) clearInterval(timer);
      await now();
      await state.close();
    },
  };
}

/** What was written down, for comparing the audit with it. */
export function anchorsOf(parts: AnchoringParts, second = new ExternalAnchor(parts)): AuditAnchors {
  return {
    isConfigured: parts.anchorFile !== undefined,
    lines: () => second.lines(),
    beside: () => readAnchor(parts.dataFolder, parts.keys()),
    trouble: () => second.trouble(),
  };
}

/** Calls `then` once a row is there that is to be anchored at once. */
function noticing(audit: AuditLog, then: () => Promise<void>): AuditLog {
  return {
    ...audit,
    async append(record) {
      await audit.append(record);
      if (isAnchoredAtOnce(record)) await then();
    },
    async intend(record) {
      const sequence = await audit.intend(record);
      if (isAnchoredAtOnce(record)) await then();
      return sequence;
    },
    async settle(intent, record) {
      const isSettled = await audit.settle(intent, record);
      if (isSettled && isAnchoredAtOnce(record)) await then();
      return isSettled;
    },
  };
}
