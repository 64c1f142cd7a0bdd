import { callerOf, type PracticeDomain, practiceDomain } from './practice-domain.js';

describe('a request for a resync', () => {
  let domain: PracticeDomain;
  beforeEach(async () => {
    domain = await practiceDomain();
  });
  afterEach(() => domain.close());

  it.each([
    ['another company name', { confirmation: 'Harbour View' }, 'CONFIRMATION_MISMATCH'],
    ['another customer number', { customerNumber: '10482214' }, 'VENUE_MISMATCH'],
  ])('with %s is refused and creates no operation', async (_, given, code) => {
    const caller = callerOf('1');
    const { fingerprint } = await domain.plane.resync.plan(caller.viewer);
    const input = {
      customerNumber: '10482213',
      planFingerprint: fingerprint,
      reason: 'rows are missing',
      confirmation: 'Harbour View Hotel',
      overrides: [],
    };
    await expect(domain.plane.resync.start(caller, { ...input, ...given })).rejects.toMatchObject({ code });
    expect(await domain.state.operations.list({ first: 1 })).toEqual([]);
  });
});
