/** Every method of the state's stores, in each way that makes a statement of its own. */
import type { StateStores } from '../../src/operations/ports/state-database.js';
import { at, auditRecord, newApiToken, newOperation, newSession } from './samples.js';

/** A method that is new doesn't compile until it stands here. */
export type EveryMethod<Stores> = {
  [Store in keyof Stores]: { [Method in keyof Stores[Store]]: (stores: Stores) => Promise<unknown>[] };
};

const NOTHING = { sequence: 0, hash: '0'.repeat(64) };
const session = { ...newSession(), id: 's' };
const redemption = { id: 'r', operationId: 'op', codeHmac: 'hmac', at: at(1) };
const FILTERS = [
  {},
  { clerkId: '1' },
  { actions: ['onboard', 'resync'] },
  { target: 'x' },
  { outcome: 'DENIED' as const },
  { since: at(0) },
  { until: at(9) },
  { before: 9 },
  { after: 0 },
  {
    clerkId: '1',
    actions: ['onboard'],
    target: 'x',
    outcome: 'DENIED' as const,
    since: at(0),
    until: at(9),
    before: 9,
    after: 0,
  },
];
const LISTS = [
  {},
  { after: { createdAt: at(5), id: 'op' } },
  { kinds: ['ONBOARD' as const] },
  { states: ['PENDING' as const] },
  { requestedById: '1' },
  { since: at(0) },
  { until: at(9) },
  { text: 'Morgan hotel' },
  {
    after: { createdAt: at(5), id: 'op' },
    kinds: ['ONBOARD' as const],
    states: ['PENDING' as const],
    requestedById: '1',
  },
];

export const STATE: EveryMethod<StateStores> = {
  operations: {
    create: ({ operations }) => [
      operations.create(
        newOperation({
          id: 'op',
          slot: 'venue',
          idempotencyKey: 'key',
          steps: [{ name: 'one', title: 'One' }],
        }),
      ),
      operations.create(newOperation({ id: 'op 2', slot: 'venue' })),
      operations.create(
        newOperation({
          id: 'op 3',
          idempotencyKey: 'key',
          scheduledFor: at(9),
          reason: 'x',
          planFingerprint: 'fp',
        }),
      ),
    ],
    find: ({ operations }) => [operations.find('op')],
    findByIdempotencyKey: ({ operations }) => [operations.findByIdempotencyKey('1', 'key')],
    list: ({ operations }) => LISTS.map((query) => operations.list({ first: 3, ...query })),
    active: ({ operations }) => [operations.active()],
    claim: ({ operations }) => [
      operations.claim('op', { bootId: 'boot', heldBy: 'maker' }, ['PENDING'], at(1)),
      operations.claim('op', { bootId: 'boot', heldBy: undefined }, ['PENDING'], at(1)),
    ],
    transition: ({ operations }) => [
      operations.transition(
        'op',
        ['RUNNING'],
        'CANCELLING',
        { cancelReason: 'x', cancelledByName: 'Morgan' },
        1,
      ),
      operations.transition('op', ['CANCELLING'], 'RUNNING', { chosen: null, failure: null }),
    ],
    progress: ({ operations }) => [operations.progress('op', 1, { percent: 12.5, estimatedFinishAt: at(9) })],
    steps: ({ operations }) => [operations.steps(['op'])],
    updateStep: ({ operations }) => [
      operations.updateStep('op', 1, 'one', {
        state: 'RUNNING',
        startedAt: at(1),
        percent: 5,
        detail: 'x',
        before: { a: 1 },
      }),
      operations.updateStep('op', 1, 'one', { state: 'SUCCEEDED', finishedAt: at(2), result: {} }),
    ],
    appendEvent: ({ operations }) => [
      operations.appendEvent({
        operationId: 'op',
        at: at(1),
        step: 'one',
        level: 'INFORMATION',
        percent: 5,
        message: 'x',
      }),
    ],
    events: ({ operations }) => [operations.events('op', 0, 10)],
    dropEvents: ({ operations }) => [operations.dropEvents(at(0), 10)],
    dropOperations: ({ operations }) => [operations.dropOperations(at(0), 10)],
    storeRedemption: ({ operations }) => [operations.storeRedemption(redemption)],
    setRedemptionState: ({ operations }) => [
      operations.setRedemptionState('r', ['STORED'], 'SENDING', at(2)),
    ],
    redemptionOf: ({ operations }) => [operations.redemptionOf('op')],
    wasRedeemed: ({ operations }) => [operations.wasRedeemed('hmac')],
  },
  audit: {
    head: ({ audit }) => [audit.head()],
    append: ({ audit }) => [
      audit.append(
        auditRecord({ detail: { a: 1 }, before: { b: 1 }, runAs: 'x', client: 'y', planFingerprint: 'fp' }),
      ),
    ],
    intend: ({ audit }) => [audit.intend(auditRecord())],
    settle: ({ audit }) => [audit.settle(2, auditRecord({ outcome: 'SUCCEEDED' }))],
    hashOf: ({ audit }) => [audit.hashOf(1)],
    list: ({ audit }) =>
      FILTERS.flatMap((filter) => [audit.list(filter, 3, 'newest'), audit.list(filter, 3, 'oldest')]),
    check: ({ audit }) => [audit.check(NOTHING, 10, ['onboard'])],
    hasBehind: ({ audit }) => [audit.hasBehind(1)],
    unsettled: ({ audit }) => [audit.unsettled()],
  },
  plans: {
    save: ({ plans }) => [
      plans.save({ fingerprint: 'fp', kind: 'ONBOARD', facts: {}, createdAt: at(0), expiresAt: at(60) }),
    ],
    find: ({ plans }) => [plans.find('fp', 'ONBOARD')],
    remember: ({ plans }) => [plans.remember('pulse', {}, at(0))],
    recall: ({ plans }) => [plans.recall('pulse')],
  },
  sessions: {
    insert: ({ sessions }) => [sessions.insert({ ...newSession(session), tokenHash: 'h' })],
    findByTokenHash: ({ sessions }) => [sessions.findByTokenHash('h')],
    findLiving: ({ sessions }) => [sessions.findLiving(at(0), at(0))],
    touch: ({ sessions }) => [sessions.touch('s', at(2))],
    setStanding: ({ sessions }) => [sessions.setStanding('s', '{}')],
    delete: ({ sessions }) => [sessions.delete('s')],
    deleteOfClerk: ({ sessions }) => [sessions.deleteOfClerk('1')],
    deleteExpired: ({ sessions }) => [sessions.deleteExpired(at(0), at(0))],
  },
  pins: {
    set: ({ pins }) => [pins.set({ clerkId: '1', hash: 'x', changedAt: at(0) })],
    find: ({ pins }) => [pins.find('1')],
    count: ({ pins }) => [pins.count()],
    attempts: ({ pins }) => [pins.attempts('SIGN_IN', '1')],
    attemptsOf: ({ pins }) => [pins.attemptsOf(['1', '2'])],
    setAttempts: ({ pins }) => [
      pins.setAttempts('STEP_UP', '1', { failedAt: [at(0)], total: 1, unlockedAt: at(1) }),
    ],
  },
  apiTokens: {
    insert: ({ apiTokens }) => [apiTokens.insert(newApiToken())],
    find: ({ apiTokens }) => [apiTokens.find('a')],
    list: ({ apiTokens }) => [apiTokens.list()],
    makers: ({ apiTokens }) => [apiTokens.makers()],
    countOf: ({ apiTokens }) => [apiTokens.countOf('1')],
    touch: ({ apiTokens }) => [apiTokens.touch('a', at(1))],
    end: ({ apiTokens }) => [apiTokens.end('a')],
    endOfClerk: ({ apiTokens }) => [apiTokens.endOfClerk('1')],
    dropExpired: ({ apiTokens }) => [apiTokens.dropExpired(at(0)), apiTokens.dropExpired(at(0), '1')],
  },
  lives: {
    beat: ({ lives }) => [lives.beat({ bootId: 'boot', place: 'here' }, at(0))],
    all: ({ lives }) => [lives.all()],
    end: ({ lives }) => [lives.end('boot')],
    dropSilent: ({ lives }) => [lives.dropSilent(at(0))],
  },
};
