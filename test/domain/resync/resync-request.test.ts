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

  it('is pushed as it is, as it changes and as it ends, to those who may see it', async () => {
    const { plane, clock } = domain;
    const first = await askResync(domain, '2');
    const without = { permissions: new Set() } as Partial<Viewer>;
    const leaving = new AbortController();
    const heardBy = (who: string, loss?: Partial<Viewer>) => {
      const heard: string[] = [];
      void (async () => {
        const { viewer } = callerOf(who, loss);
        for await (const { id, state } of plane.operations.changes(viewer, leaving.signal))
          heard.push(`${id === first.id ? 'first' : 'second'} ${state}`);
      })();
      return heard;
    };
    const [all, maker, outsider] = [heardBy('1'), heardBy('2', without), heardBy('3', without)];
    await clock.pass(1);
    expect(all[0]).toBe('first PENDING');
    expect(all.at(-1)).toBe('first RUNNING');
    await plane.operations.cancel(callerOf('1'), first.id, 'not today');
    await clock.pass(60_000);
    expect(all.at(-1)).toBe('first CANCELLED');
    const known = maker.length;
    await askResync(domain, '1');
    await clock.pass(1);
    leaving.abort();
    expect(all.filter((said) => said.startsWith('second')).length).toBeGreaterThan(0);
    expect(maker.slice(0, known).every((said) => said.startsWith('first'))).toBe(true);
    expect(maker).toHaveLength(known);
    expect(outsider).toEqual([]);
  });
});
