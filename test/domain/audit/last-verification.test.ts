/** What the last verification of the audit found is there for the caller next, and nothing is read for it. */
import { callerOf, eachDomain } from '../rehearsal-domain.js';

describe('the last verification of the audit', () => {
  const domain = eachDomain();

  it('is none until someone verifies, and then that one, however the trail continues', async () => {
    const { audit, maintenance } = domain.plane;
    expect(audit.lastVerification()).toBeUndefined();
    const verifiedAt = domain.clock.now();
    const found = await audit.verification();
    expect(found).toMatchObject({ intact: true, verifiedAt });
    await maintenance.set(callerOf('2'), true, 'one row more');
    expect(audit.lastVerification()).toEqual(found);
    expect((await audit.verification()).entries).toBeGreaterThan(found.entries);
  });
});
