import type { Viewer } from '../../../src/domain/request/viewer.js';
import type { OperationFailure } from '../../../src/domain/types/operation.js';
import { newOperation } from '../../storage/samples.js';
import { askResync, callerOf, eachDomain } from '../rehearsal-domain.js';

describe('a request for a resync', () => {
  const domain = eachDomain();

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

  it('is planned and diagnosed with how the last one failed, until one succeeds', async () => {
    const { operations } = domain.state;
    const plan = async () => (await domain.plane.resync.plan(callerOf('1').viewer)).checks;
    const last = async () => (await plan()).find(({ code }) => code === 'LAST_RESYNC');
    const diagnosed = async () =>
      (await domain.plane.resync.diagnosis(callerOf('1').viewer)).evidence.find(
        ({ code }) => code === 'LAST_RESYNC',
      );
    expect([await last(), await diagnosed()]).toEqual([undefined, undefined]);
    const ended = async (id: string, state: 'FAILED' | 'SUCCEEDED') => {
      const finishedAt = domain.clock.now();
      await operations.create(newOperation({ id, kind: 'RESYNC', slot: 'venue', createdAt: finishedAt }));
      const failure = {
        code: 'CLOUD_UNREACHABLE',
        message: 'At Jordan Quay',
        remedy: '',
      } as OperationFailure;
      await operations.transition(id, ['PENDING'], state, {
        finishedAt,
        ...(state === 'FAILED' && { failure }),
      });
      await domain.clock.pass(1000);
    };
    await ended('broken', 'FAILED');
    expect(await last()).toMatchObject({
      outcome: 'WARN',
      detail: expect.stringMatching(
        /^The last resync failed at 2031-05-06 \d\d:\d\d: swiftpos Cloud cannot be reached\.$/,
      ),
      remedy: expect.stringContaining('broken'),
    });
    expect(await diagnosed()).toMatchObject({
      value: expect.stringMatching(/^The last resync failed at /),
      supports: ['DATA_SYNC_FAILING'],
    });
    await ended('better', 'SUCCEEDED');
    expect([await last(), await diagnosed()]).toEqual([undefined, undefined]);
  });

  it.each<[string, Partial<Viewer>, string]>([
    ['have lost the permission', { permissions: new Set(['AUDIT_VIEW' as never]) }, 'PERMISSION'],
    ['are in no Security Group', { securityGroup: undefined, permissions: new Set() }, 'PERMISSION'],
    ['see no Location Group', { scope: { every: false, locationGroupIds: new Set() } }, 'SCOPE'],
  ])('is seen no more by those who %s, but by its maker', async (_, loss, gate) => {
    const operation = await askResync(domain, '2');
    const { operations } = domain.plane;
    await operations.requireVisible(callerOf('1'), operation);
    await expect(operations.requireVisible(callerOf('1', loss), operation)).rejects.toMatchObject({
      code: 'FORBIDDEN',
      details: { gate, permission: 'SERVICES_VIEW' },
    });
    await operations.requireVisible(callerOf('2', loss), operation);
  });
});
