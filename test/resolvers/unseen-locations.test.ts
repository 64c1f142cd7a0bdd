/** Texts that are built from the names of locations, read by a clerk who sees only a part of the venue: over every way there is to one. */

import { REDACTED, redactionFor } from '../../src/domain/permissions/visibility.js';
import type { Viewer } from '../../src/domain/request/viewer.js';
import { callerOf, eachDomain } from '../domain/rehearsal-domain.js';
import { type Answer, ask, open } from './ask.js';

const OPERATION = `id state summary reason
  steps { name title detail }
  events(first: 200) { step message }
  failure { message cause remedy restored notRestored trail choices { title consequence } }`;

describe('a clerk of the hotel who may check everything', () => {
  const domain = eachDomain();
  const hotelOnly = (given: Partial<Viewer> = {}): Viewer => ({
    ...callerOf('5', given).viewer,
    scope: { every: false, locationGroupIds: new Set(['1']) },
  });
  beforeEach(() => {
    domain.venue.stores.venue.locations = async () => [
      { id: '1', name: 'Public Bar', locationGroupId: '1' },
      { id: '44', name: 'Jetty (east)', locationGroupId: '2' },
    ];
    domain.venue.scripts.set('Enable-CloudLocation', ({ LocationId }) => ({
      LocationId,
      CloudClientId: `C-${LocationId}`,
    }));
  });

  const asks = (source: string, viewer = hotelOnly()): Promise<Answer> =>
    ask(source, { as: viewer, fake: { controlPlane: domain.plane, denied: [] } });
  const read = async (id: string) => {
    const { data, errors } = await asks(`{ operation(id: "${id}") { ${OPERATION} } }`);
    expect(errors).toBeUndefined();
    return data.operation;
  };
  const namesNothing = (result: unknown) => {
    expect(JSON.stringify(result)).not.toMatch(/jetty|activate-44/i);
  };

  it('reads of an activation that succeeded what is theirs, and of the rest that it is there', async () => {
    const { id } = await domain.plane.locations.activate(callerOf('1'), ['1', '44']);
    await domain.until(id, 'SUCCEEDED');
    const result = await read(id);
    namesNothing(result);
    expect(result.steps).toMatchObject([
      { name: 'activate-1', title: 'Activate Public Bar' },
      { name: 'unseen-2', title: `Activate ${REDACTED}` },
    ]);
    expect(new Set(result.events.map(({ step }: { step: string }) => step))).toEqual(
      new Set([null, 'activate-1', 'unseen-2']),
    );
    const { data } = await asks('{ operations { edges { node { summary steps { title } } } } }');
    namesNothing(data);
  });

  it('reads neither in a failure nor in a running step what it is about, and a clerk who sees the venue does', async () => {
    domain.venue.scripts.set('Enable-CloudLocation', async ({ LocationId }) => {
      if (LocationId === '1') return { LocationId, CloudClientId: 'C-1' };
      await domain.clock.sleep(5000);
      throw new Error('Jetty (east) is closed');
    });
    const { id } = await domain.plane.locations.activate(callerOf('1'), ['1', '44']);
    await domain.until(id, 'RUNNING');
    await domain.clock.pass(1000);
    const running = await read(id);
    namesNothing(running);
    expect(running.summary).toContain(REDACTED);
    await domain.clock.pass(10_000);
    await domain.until(id, 'FAILED');
    const failed = await read(id);
    namesNothing(failed);
    expect(failed.failure.notRestored).toContain('Public Bar stays activated.');
    const whole = await asks(`{ operation(id: "${id}") { ${OPERATION} } }`, callerOf('1').viewer);
    expect(JSON.stringify(whole.data)).toContain('Activate Jetty (east)');
  });

  it('follows one without seeing either', async () => {
    const { id } = await domain.plane.locations.activate(callerOf('1'), ['44']);
    const followed = await open(
      `subscription { operationProgress(id: "${id}") { step message operation { summary steps { name title } } } }`,
      { as: hotelOnly(), fake: { controlPlane: domain.plane, denied: [] } },
    );
    if (!('next' in followed)) throw new Error('Not opened');
    await domain.until(id, 'SUCCEEDED');
    const events: unknown[] = [];
    for (let event = await followed.next(); !event.done; event = await followed.next())
      events.push(event.value);
    expect(events.length).toBeGreaterThan(1);
    namesNothing(events);
  });

  it('reads in a diagnosis that locations are missing, and names of those that are theirs only', async () => {
    const { venue } = domain.venue.stores;
    const known = await venue.locations();
    venue.locations = async () => [...known, { id: '33', name: 'Bistro', locationGroupId: '1' }];
    const { data, errors } = await asks('{ syncDiagnosis { evidence { code value } } }');
    expect(errors).toBeUndefined();
    namesNothing(data);
    expect(data.syncDiagnosis.evidence).toContainEqual({
      code: 'LOCATIONS',
      value: `not: ${REDACTED}, Bistro`,
    });
  });

  it('can activate no location out of sight', async () => {
    await expect(
      domain.plane.locations.activate({ viewer: hotelOnly(), correlationId: 'c' }, ['1', '44']),
    ).rejects.toMatchObject({ code: 'NOT_FOUND', message: 'You have no access to location 44.' });
  });
});

describe('a redaction', () => {
  const bar = { name: 'Bar', locationGroupId: '1' };
  const publicBar = { name: 'Public Bar', locationGroupId: '2' };
  const sees = (...ids: string[]) => ({ scope: { every: false, locationGroupIds: new Set(ids) } });

  it.each([
    ['a name in sight that holds one that is not', sees('2'), 'Activate Public Bar', 'Activate Public Bar'],
    [
      'a hidden name that holds one in sight',
      sees('1'),
      'Activate public bar and Bar',
      `Activate ${REDACTED} and Bar`,
    ],
    ['parts of words', sees('2'), 'Bar, Barcode and 1Bar', `${REDACTED}, Barcode and 1Bar`],
  ])('knows %s', (_, viewer, text, result) => {
    expect(redactionFor(viewer, [bar, publicBar])(text)).toBe(result);
  });

  it('hides a name that is hidden and in sight at once', () => {
    const twice = [bar, { name: 'BAR', locationGroupId: '2' }];
    expect(redactionFor(sees('1'), twice)('Activate Bar')).toBe(`Activate ${REDACTED}`);
  });

  it('changes nothing for a clerk who sees every Location Group', () => {
    const all = { scope: { every: true, locationGroupIds: new Set<string>() } };
    expect(redactionFor(all, [bar])('Activate Bar')).toBe('Activate Bar');
  });
});
