import type { Alerts } from '../../src/domain/alerts/alerts.js';
import type { AuditReader } from '../../src/domain/audit/reader.js';
import type { ControlPlane } from '../../src/domain/control-plane.js';
import { newAlert } from '../storage/samples.js';

const untouched = {
  intact: true,
  entries: 1,
  firstBadSequence: undefined,
  anchoredAt: undefined,
  anchoredSequence: undefined,
  restores: [],
  verifiedAt: new Date('2031-05-06T12:00:00.123Z'),
  detail: 'All 1 rows are intact.',
};

/** A trail of one row that no one has touched. */
export const auditAnswers: AuditReader = {
  page: async () => ({ rows: [], hasNextPage: false }),
  verification: async () => untouched,
  lastVerification: () => untouched,
  drift: async () => ({ since: undefined, upTo: 1, changes: [], hasMore: false }),
  changes: async () => ({ changes: [], hasMore: false }),
  signOff: async () => ({
    sequence: 2,
    at: new Date('2031-05-06T12:00:00.123Z'),
    byName: 'Morgan Reyes',
    reason: 'the month of May',
    upTo: 1,
  }),
};

const at = new Date('2031-05-06T12:00:00.123Z');
const alert = newAlert({
  id: 'alert-1',
  code: 'ORDERING_DOWN',
  subject: '',
  message: 'Ordering is down.',
  remedy: 'Start Gateway Client.',
  seenAt: at,
  openedAt: at,
});

/** One open alert. */
export const alertAnswers: Alerts = {
  list: async () => [alert],
  acknowledge: async () => ({ ...alert, state: 'ACKNOWLEDGED', acknowledgedByName: 'Morgan Reyes' }),
  async *changes() {
    yield alert;
  },
};

const createdAt = new Date('2031-05-06T12:00:00.123Z');

export const supportAnswers: Pick<ControlPlane, 'support' | 'backups'> = {
  support: {
    settings: async () => [],
    kept: async () => [],
    create: async () => ({ name: 'a.zip', createdAt, file: '/a', bytes: Buffer.of(), missing: [] }),
  },
  backups: { overview: () => ({ last: undefined, schedule: undefined }) },
};
