/** What alerts watch beside the status, over the whole domain and a real store. */

import { isTrading, type OwnFactsParts, readOwnFacts } from '../../../src/domain/alerts/own-facts.js';
import { MonotonicClock } from '../../../src/domain/clock/monotonic-clock.js';
import { nothingRead } from '../../../src/domain/facts/snapshot.js';
import { type Saga, sagasByKind } from '../../../src/domain/operations/saga.js';
import { known } from '../../../src/domain/types/fact.js';
import { DEFAULT_SETTINGS } from '../../../src/domain/types/settings.js';
import { quietLog } from '../../storage/engines.js';
import { newApiToken, newOperation } from '../../storage/samples.js';
import { eachDomain } from '../rehearsal-domain.js';
import { trusted } from '../still-clock.js';
import { registrationOf } from '../venue/facts-of.js';

const DAY_MS = 86_400_000;
const failed = { message: '', cause: undefined, remedy: '', restored: [], trail: [], choices: [] };

describe('facts beside the status', () => {
  const domain = eachDomain();
  const now = () => domain.clock.now().getTime();
  const inDays = (days: number) => new Date(now() + days * DAY_MS);

  async function read(given: Partial<OwnFactsParts> = {}) {
    const { state, clock, venue } = domain;
    const time = new MonotonicClock({ clock: trusted(clock), keyValues: state.keyValues, log: quietLog });
    const facts = await readOwnFacts({
      state,
      clock,
      time,
      venue: venue.stores.venue,
      clerks: venue.stores.clerks,
      registration: { read: async () => ({ ...registrationOf(), observedAt: clock.now() }) } as never,
      auditReader: { lastVerification: () => undefined },
      settings: { ...DEFAULT_SETTINGS, onboardHolders: 1000 },
      sagas: sagasByKind([{ kind: 'ONBOARD', doing: 'Connecting the venue' } as Saga]),
      freeBytes: async () => 5e9,
      ...given,
    });
    return { ...facts, keys: facts.found.map(({ code, subject }) => `${code} ${subject}`.trim()) };
  }

  it('are none where all is well; what is not known is hidden', async () => {
    const { keys, hidden } = await read();
    expect(keys).toEqual([]);
    expect([...hidden]).toEqual(['AUDIT_NOT_INTACT']);
    const away = () => Promise.reject(new Error('away'));
    expect([...(await read({ freeBytes: away })).hidden]).toEqual(['AUDIT_NOT_INTACT', 'DISK_LOW']);
  });

  it('find a disk with less than 1 GB, and an audit that is not intact', async () => {
    const { found } = await read({
      freeBytes: async () => 999_999_999,
      auditReader: { lastVerification: () => ({ intact: false }) as never },
    });
    expect(found.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      'AUDIT_NOT_INTACT: The audit log was changed outside of this program: its verification found an invalid row.',
      'DISK_LOW: The disk of the data folder has 900 MB left.',
    ]);
    expect((await read({ freeBytes: async () => 1e9 })).keys).toEqual([]);
  });

  it('find more holders than the settings allow', async () => {
    const { keys } = await read({ settings: { ...DEFAULT_SETTINGS, onboardHolders: 0 } });
    expect(keys).toEqual(['TOO_MANY_HOLDERS']);
  });

  it('find a token that ends within 7 days, and not one that was made for a few', async () => {
    const { apiTokens } = domain.state;
    await apiTokens.insert(newApiToken({ id: 'soon', createdAt: inDays(-20), expiresAt: inDays(6.9) }));
    await apiTokens.insert(newApiToken({ id: 'later', createdAt: inDays(-20), expiresAt: inDays(7.1) }));
    await apiTokens.insert(newApiToken({ id: 'short', createdAt: inDays(-1), expiresAt: inDays(1) }));
    expect((await read()).keys).toEqual(['TOKEN_ENDING soon']);
  });

  it('find an operation that awaits approval', async () => {
    await domain.state.operations.create(newOperation({ id: 'waits', state: 'AWAITING_APPROVAL' }));
    const { keys, found } = await read();
    expect(keys).toEqual(['OPERATION_AWAITS_APPROVAL waits']);
    expect(found[0]?.message).toBe('Connecting the venue awaits approval by a second person.');
  });

  it('find a failed operation until a later one of its kind has succeeded, for a day', async () => {
    const { operations } = domain.state;
    const ended = async (id: string, to: 'FAILED' | 'SUCCEEDED', hoursAgo: number) => {
      const at = new Date(now() - hoursAgo * 3_600_000);
      await operations.create(newOperation({ id, slot: undefined, idempotencyKey: id, createdAt: at }));
      await operations.transition(id, ['PENDING', 'SCHEDULED', 'AWAITING_APPROVAL'], to, { finishedAt: at });
    };
    await ended('old', 'FAILED', 25);
    expect((await read()).keys).toEqual([]);
    await ended('new', 'FAILED', 23);
    const { keys, found } = await read();
    expect(keys).toEqual(['OPERATION_FAILED new']);
    // A sentence that a person can read out, without IDs and codes.
    expect(found[0]?.message).toBe('Connecting the venue failed. No changes remain.');
    await ended('better', 'SUCCEEDED', 1);
    expect((await read()).keys).toEqual([]);
  });

  it('find no onboarding whose code was refused: its clerk knows, and enters another', async () => {
    const { operations } = domain.state;
    for (const [id, notRestored, minutesAgo, keys] of [
      ['typo', [], 4, []],
      ['left', ['Gateway Client stays off.'], 3, ['OPERATION_FAILED left']],
      // It must not hide that.
      ['again', [], 2, ['OPERATION_FAILED left']],
    ] as const) {
      const finishedAt = new Date(now() - minutesAgo * 60_000);
      await operations.create(newOperation({ id, idempotencyKey: id, createdAt: finishedAt }));
      await operations.transition(id, ['PENDING'], 'FAILED', {
        finishedAt,
        failure: { ...failed, code: 'CODE_WRONG', notRestored },
      });
      expect((await read()).keys).toEqual(keys);
    }
  });

  it('say of a failure nothing that names a clerk or a location, or that someone typed: it leaves the venue', async () => {
    const { operations } = domain.state;
    const failure = {
      ...failed,
      code: 'MAINTENANCE',
      message: 'Morgan Reyes turned on maintenance mode: the bar floods',
      notRestored: ['Harbour Bar stays activated.'],
    };
    await operations.create(newOperation({ id: 'op' }));
    await operations.transition('op', ['PENDING'], 'FAILED', { finishedAt: new Date(now()), failure });
    const [{ message } = { message: '' }] = (await read()).found;
    expect(message).toMatch(
      /^Connecting the venue failed\. .*[Mm]aintenance.* Some changes remain: the operation lists them\.$/,
    );
    expect(message).not.toMatch(/Morgan|floods|Harbour/);
  });
});

describe('trading hours', () => {
  const tradingPeriods = known([{ weekday: 'MONDAY', opensAt: '10:00', closesAt: '23:00' } as const]);
  const facts = { registration: known(registrationOf({ timeZone: 'Etc/UTC' })), tradingPeriods };
  const NOTHING = nothingRead(new Date(0));

  it.each([
    ['within them', facts, '2031-05-05T12:00:00Z', true],
    ['outside', facts, '2031-05-05T09:59:59Z', false],
    ['unknown', { ...facts, tradingPeriods: NOTHING.tradingPeriods }, '2031-05-05T09:59:59Z', true],
    [
      'in an unknown time zone',
      { ...facts, registration: NOTHING.registration },
      '2031-05-05T09:59:59Z',
      true,
    ],
    ['never said', { ...facts, tradingPeriods: known([]) }, '2031-05-05T09:59:59Z', true],
  ])('%s', (_, found, at, expected) => {
    expect(isTrading(found, new Date(at))).toBe(expected);
  });
});
