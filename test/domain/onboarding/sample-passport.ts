/** Content of a migration file of the old server. */
import type { Passport } from '../../../src/domain/types/passport.js';

export const SAMPLE: Passport = {
  id: 'passport-1',
  madeAt: '2031-05-05T09:00:00.000Z',
  version: '1.0.0',
  venue: { customerNumber: '10482213', companyName: 'Harbour View Hotel' },
  server: { machineId: 'old machine', swiftposVersion: '10.58.0' },
  gateway: {
    state: 'connected',
    machineId: 'old machine',
    swiftposVersion: '10.58.0',
    onboardedAt: null,
    lastHeartbeatAt: '2031-05-05T08:59:59.000Z',
  },
  everConnected: true,
  settings: {},
  grants: [],
  history: { head: { sequence: 7, hash: '0a'.repeat(32) }, operations: [] },
};
