/** What drifted since someone checked, and that they checked: by the trail, by ends that passed, and by what was done in Back Office. */

import { AuditReviews } from '../../../src/domain/audit/reviews.js';
import { AuditTrail, commandLine } from '../../../src/domain/audit/trail.js';
import type { KeptState } from '../../../src/domain/ports/kept-state.js';
import { Permission } from '../../../src/domain/types/permissions.js';
import type { OpenVenueDatabase } from '../../../src/storage/open-venue.js';
import { sqliteEngine } from '../../storage/engines.js';
import { at } from '../../storage/samples.js';
import { venueRows } from '../../storage/venue-rows.js';
import { StillClock } from '../still-clock.js';

const HOUR = 3_600_000;
const actor = { clerkId: '1', clerkName: 'Morgan Reyes', correlationId: 'c' };
const because = { reason: 'The month of May' };

describe('reviews of the audit', () => {
  const engine = sqliteEngine();
  let state: KeptState;
  let venue: OpenVenueDatabase;
  let clock: StillClock;
  let trail: AuditTrail;
  let reviews: AuditReviews;

  beforeEach(async () => {
    clock = new StillClock(at(1));
    venue = await engine.venue(venueRows, { now: () => clock.now() });
    state = await engine.state();
    trail = new AuditTrail({ state, clock, runAs: 'POS1\\admin' });
    reviews = new AuditReviews({ state, clerks: venue.clerks, clock, audit: trail });
  });
  afterEach(() => engine.cleanUp());

  const box = (permission: Permission) => ({
    securityGroupId: '7',
    permission,
    byName: 'Morgan Reyes',
    at: clock.now(),
  });
  const target = (permission: Permission) => `Supervisors: ${permission}`;
  const kinds = async () => (await reviews.drift()).changes.map(({ kind, what }) => [kind, what]);
  async function grant(permission: Permission, expiresAt?: Date): Promise<void> {
    const after = { granted: true, expiresAt: expiresAt?.toISOString() ?? null };
    const act = { action: 'grantPermission', target: target(permission), ...because, after };
    await trail.audited(actor, act, () =>
      venue.clerks.grant({ ...box(permission), ...(expiresAt ? { expiresAt } : {}) }),
    );
  }

  it('begin with what was ever done here, and nothing that was there before', async () => {
    await grant(Permission.AUDIT_VIEW);
    await trail.note(commandLine(), { action: 'clerk.set-pin', target: 'Lee Chen' }, 'SUCCEEDED');
    await trail.note(actor, { action: 'grantPermission', target: 'Bar: AUDIT_VIEW' }, 'DENIED');
    const drift = await reviews.drift();
    expect(drift).toEqual({
      since: undefined,
      upTo: 4,
      hasMore: false,
      changes: [
        { kind: 'GRANTED', what: 'Supervisors: AUDIT_VIEW', byName: 'Morgan Reyes', at: at(1), sequence: 2 },
        { kind: 'PIN_SET', what: 'Lee Chen', byName: 'command line (POS1\\admin)', at: at(1), sequence: 3 },
      ],
    });
  });

  it('put an end to it, say who reviewed up to which row, and keep how the boxes were', async () => {
    await grant(Permission.AUDIT_VIEW);
    const review = await reviews.signOff(actor, 'signOffAudit', because);
    expect(review).toEqual({ sequence: 3, at: at(1), byName: 'Morgan Reyes', ...because, upTo: 2 });
    const [row] = await state.audit.list({ actions: ['signOffAudit'] }, 9, 'newest');
    expect(row).toMatchObject({
      sequence: 3,
      outcome: 'SUCCEEDED',
      after: {
        upTo: 2,
        hash: await state.audit.hashOf(2),
        ticks: {
          'Administrators: AUDIT_VIEW': null,
          'Administrators: SERVICES_VIEW': at(60).toISOString(),
          'Supervisors: AUDIT_VIEW': null,
        },
      },
      detail: { drift: { GRANTED: 1 } },
    });
    expect(await reviews.drift()).toMatchObject({ since: review, upTo: 3, changes: [] });
  });

  it('sign only what was checked: what came since is drift still', async () => {
    await grant(Permission.AUDIT_VIEW);
    const { upTo } = await reviews.drift();
    await grant(Permission.EVENT_LOGS_VIEW);
    await reviews.signOff(actor, 'signOffAudit', { ...because, upTo });
    expect(await kinds()).toEqual([['GRANTED', target(Permission.EVENT_LOGS_VIEW)]]);
    for (const wrong of [upTo - 1, 99]) {
      const refused = reviews.signOff(actor, 'signOffAudit', { ...because, upTo: wrong });
      await expect(refused).rejects.toMatchObject({ code: 'BAD_USER_INPUT', details: { argument: 'upTo' } });
    }
  });

  it('tell a tick that has ended from one that was cleared, whenever it was granted', async () => {
    await reviews.signOff(actor, 'signOffAudit', because);
    await grant(Permission.EVENT_LOGS_VIEW, new Date(clock.now().getTime() + HOUR / 2));
    await grant(Permission.AUDIT_VIEW, new Date(clock.now().getTime() + 9 * HOUR));
    await clock.pass(2 * HOUR);
    expect(await kinds()).toEqual([
      ['GRANTED', target(Permission.EVENT_LOGS_VIEW)],
      ['GRANTED', target(Permission.AUDIT_VIEW)],
      ['EXPIRED', 'Administrators: SERVICES_VIEW'],
      ['EXPIRED', target(Permission.EVENT_LOGS_VIEW)],
    ]);
    const act = { action: 'revokePermission', target: target(Permission.AUDIT_VIEW) };
    await trail.audited(actor, act, () => venue.clerks.revoke(box(Permission.AUDIT_VIEW)));
    expect((await kinds())[2]).toEqual(['REVOKED', target(Permission.AUDIT_VIEW)]);
    await reviews.signOff(actor, 'signOffAudit', because);
    expect(await kinds()).toEqual([]);
  });

  it('show what no one did here: ticked or cleared in Back Office', async () => {
    await venue.clerks.grant(box(Permission.AUDIT_VIEW));
    await reviews.signOff(actor, 'signOffAudit', because);
    await venue.clerks.revoke(box(Permission.AUDIT_VIEW));
    await venue.clerks.grant(box(Permission.CLERK_SECURITY_EDIT));
    expect(await kinds()).toEqual([
      ['GRANTED_ELSEWHERE', target(Permission.CLERK_SECURITY_EDIT)],
      ['REVOKED_ELSEWHERE', target(Permission.AUDIT_VIEW)],
    ]);
  });
});
