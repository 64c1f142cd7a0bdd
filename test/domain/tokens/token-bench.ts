/** A domain with a maker of API tokens: what each test of them begins with. */

import type { AuditRecord } from '../../../src/domain/ports/audit-log.js';
import type { StateDatabase } from '../../../src/domain/ports/state-database.js';
import type { Caller } from '../../../src/domain/request/viewer.js';
import type { Permission } from '../../../src/domain/types/permissions.js';
import { callerOf, type PracticeDomain } from '../rehearsal-domain.js';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export function tokenBench(domain: PracticeDomain) {
  const from = (ms: number) => new Date(domain.clock.now().getTime() + ms);
  const viewerOf = (token: string) => domain.plane.signIn.viewerOf(token);
  return {
    from,
    viewerOf,
    /** By clerk 1, for an hour, unless said. */
    make: (permissions: readonly Permission[], ms = HOUR, caller = callerOf('1')) =>
      domain.plane.apiTokens.create(caller, { name: 'Nightly', permissions, expiresAt: from(ms) }),
    async callerWith(token: string): Promise<Caller> {
      const viewer = await viewerOf(token);
      if (!viewer) throw new Error('The token belongs to no clerk');
      return { viewer, correlationId: 'by token' };
    },
    /** Rows of the audit that come from now on inside of transactions. */
    trail(): readonly AuditRecord[] {
      const rows: AuditRecord[] = [];
      const { transaction } = domain.state;
      const state: { transaction: StateDatabase['transaction'] } = domain.state;
      state.transaction = (work) =>
        transaction((stores) => {
          const append = async (record: AuditRecord) => {
            rows.push(record);
            await stores.audit.append(record);
          };
          return work({ ...stores, audit: { ...stores.audit, append } });
        });
      return rows;
    },
  };
}
