/** Who may not, what may not, and that a refusal changes nothing: one venue, never onboarded. */
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PracticeVenue } from '../venue/practice-venue.js';
import { CUSTOMER, onboard, planOnboarding, requestCode } from '../venue/requests.js';
import { BEFORE_ONBOARDING, ended, failing, linkTable, refusalOf, startQuick } from './main-job.js';

/** Everyone reads a changed fault within a second. */
const SEEN_MS = 1100;
const PLAN = '{ onboardingPlan { fingerprint ready case } }';
const GRANT =
  'mutation ($input: GrantPermissionInput!) { grantPermission(input: $input) { permissions { permission granted } } }';

let venue: PracticeVenue;

beforeAll(async () => {
  venue = await startQuick();
}, 60_000);

afterAll(() => venue?.stop(), 60_000);

afterEach(async () => {
  expect(await venue.redemptions()).toBe(0);
  expect(await linkTable(venue)).toEqual(BEFORE_ONBOARDING);
});

/** With this fault set, what `work` says; without it again afterwards. */
async function under<T>(fault: Record<string, string>, work: () => Promise<T>): Promise<T> {
  await venue.setFaults(fault);
  await sleep(SEEN_MS);
  try {
    return await work();
  } finally {
    await venue.setFaults({});
    await sleep(SEEN_MS);
  }
}

function inState<T>(work: (state: DatabaseSync) => T): T {
  const state = new DatabaseSync(venue.stateFile, { timeout: 5000 });
  try {
    return work(state);
  } finally {
    state.close();
  }
}

test.each([
  ['2', 'PERMISSION', ['Administrators']],
  ['3', 'PERMISSION', ['Administrators']],
  ['4', 'PERMISSION', ['Administrators']],
  ['5', 'PERMISSION', ['Administrators']],
])('clerk %s may neither plan nor onboard: gate %s', async (clerkId, gate, grantableBy) => {
  const token = await venue.signIn(clerkId);
  const refused = { code: 'FORBIDDEN', gate, permission: 'CLOUD_CONNECTIVITY_ONBOARD', grantableBy };
  expect(refusalOf(await venue.request(PLAN, {}, token))).toMatchObject(refused);
  const { fingerprint } = await planOnboarding(venue);
  const input = {
    customerNumber: CUSTOMER,
    authenticationCode: 'ABCD2345',
    planFingerprint: fingerprint,
    reason: 'Not mine to do',
  };
  const answer = await venue.request(
    'mutation ($input: OnboardInput!) { onboard(input: $input) { id } }',
    { input },
    token,
  );
  expect(refusalOf(answer)).toMatchObject(refused);
  expect(answer.data?.onboard ?? null).toBeNull();
});

test('clerk 4, who sees one Location Group, may not stop a service: gate SCOPE', async () => {
  const stop = 'mutation { stopService(key: "netpos") { status } }';
  const refusal = refusalOf(await venue.request(stop, {}, await venue.signIn('4')));
  expect(refusal).toMatchObject({ code: 'FORBIDDEN', gate: 'SCOPE', permission: 'SERVICES_CONTROL' });
});

test('five minutes after the PIN onboarding asks for it again, and the new token ends the old one', async () => {
  const old = await venue.signIn('1');
  inState((state) =>
    state.prepare('UPDATE session SET stepped_up_until = ?').run('2026-01-01T00:00:00.000Z'),
  );
  const input = {
    customerNumber: CUSTOMER,
    authenticationCode: 'ABCD2345',
    planFingerprint: 'none',
    reason: 'Too late',
  };
  const ask = (token: string) =>
    venue.request('mutation ($input: OnboardInput!) { onboard(input: $input) { id } }', { input }, token);
  expect(refusalOf(await ask(old))).toMatchObject({ code: 'FORBIDDEN', gate: 'STEP_UP' });

  const { data } = await venue.request('mutation { stepUp(pin: "2468") { token } }', {}, old);
  expect(refusalOf(await ask(data.stepUp.token))?.code).toBe('PLAN_NOT_FOUND');
  expect(refusalOf(await venue.request('{ viewer { id } }', {}, old))?.code).toBe('UNAUTHENTICATED');
  inState((state) =>
    state
      .prepare('UPDATE session SET stepped_up_until = ?')
      .run(new Date(Date.now() + 300_000).toISOString()),
  );
});

test.each([
  ['wrong', {}, async () => 'ZZZZ9999', 'CODE_WRONG'],
  ['malformed', {}, async () => 'ABCD-234', 'CODE_MALFORMED'],
  ['expired', { redeem: 'expired' }, async (code: string) => code, 'CODE_EXPIRED'],
  ['used', { redeem: 'used' }, async (code: string) => code, 'CODE_USED'],
])('a code that is %s fails the operation, and nothing is left changed', async (_, fault, given, code) => {
  await under(fault, async () => {
    const plan = await planOnboarding(venue);
    const begun = await onboard(venue, plan, await given(await requestCode(venue)));
    expect(begun.errors).toEqual([]);
    const told = await ended(venue, begun.data.onboard.id);
    expect(told).toMatchObject({ state: 'FAILED', failure: { code, notRestored: [] } });
    expect(JSON.stringify(told)).not.toContain('ABCD-234');
    expect(told.failure?.remedy).toMatch(/code/i);
  });
});

test('a wrong code costs an attempt, and what was sent stays known until it is used', async () => {
  const asked = () =>
    venue.ask(
      '{ onboardingPlan { fingerprint codeRequest { sentTo sentAt attemptsLeft } codeShape { pattern words } } }',
    );
  const sent = await requestCode(venue);
  const before = (await asked()).data.onboardingPlan;
  expect(before.codeShape.pattern).toBe('[A-Za-z0-9-]{8}');
  expect(before.codeRequest).toMatchObject({ sentTo: expect.stringContaining('*****'), attemptsLeft: 5 });
  const begun = await onboard(
    venue,
    await planOnboarding(venue),
    sent === 'ZZZZ9999' ? 'YYYY9999' : 'ZZZZ9999',
  );
  expect(await ended(venue, begun.data.onboard.id)).toMatchObject({ failure: { code: 'CODE_WRONG' } });
  const after = (await asked()).data.onboardingPlan;
  expect(after.codeRequest).toEqual({ ...before.codeRequest, attemptsLeft: 4 });
});

test('what has not the shape of a code is refused before anything begins', async () => {
  const answer = await onboard(venue, await planOnboarding(venue), 'ABCD234');
  expect(refusalOf(answer)?.code).toBe('CODE_MALFORMED');
  expect(answer.errors[0]?.message).toContain('8 characters');
});

test('no code at all is refused before anything begins', async () => {
  const answer = await onboard(venue, await planOnboarding(venue), '');
  expect(refusalOf(answer)?.code).toBe('CODE_MALFORMED');
});

test.each([
  [{ registration: 'expired' }, 'REGISTRATION'],
  [{ database: 'reindexing' }, 'DATABASE_OPERATION'],
  [{ elevation: 'missing' }, 'ELEVATION'],
  [{ link: 'old-server-connected' }, 'OLD_SERVER'],
  [{ cloud: 'down' }, 'CLOUD_REACHABLE'],
])(
  'under %j the check %s blocks the plan and the onboarding',
  async (fault: Record<string, string>, check) => {
    await under(fault, async () => {
      const plan = await planOnboarding(venue);
      expect(plan.ready).toBe(false);
      expect(failing(plan)).toContain(check);
      const refusal = refusalOf(await onboard(venue, plan, 'ABCD2345'));
      expect(refusal?.code).toBe('PLAN_NOT_READY');
      expect(refusal?.['checks']).toContain(check);
      expect(refusal?.remedy).not.toBe('');
    });
  },
);

test('no code is sent for a registration that has expired, nor while the cloud is down', async () => {
  const ask = () =>
    venue.ask(`mutation { requestAuthenticationCode(customerNumber: "${CUSTOMER}") { sentTo } }`);
  expect(refusalOf(await under({ registration: 'expired' }, ask))?.code).toBe('REGISTRATION_EXPIRED');
  expect(refusalOf(await under({ cloud: 'down' }, ask))?.code).toBe('CLOUD_NO_ANSWER');
});

test("clerk 1 grants Onboard to clerk 2's group: clerk 2 may plan, and may grant only below", async () => {
  const token = await venue.signIn('2');
  const { data } = await venue.ask('{ securityGroups { id name rank } }');
  const idOf = (rank: number) =>
    data.securityGroups.find((group: { rank: number; id: string }) => group.rank === rank).id;
  const grant = (rank: number, by: string) => {
    const input = {
      securityGroupId: idOf(rank),
      permission: 'CLOUD_CONNECTIVITY_ONBOARD',
      reason: 'Nights',
    };
    return venue.request(GRANT, { input }, by);
  };
  const granted = await grant(2, await venue.signIn('1'));
  expect(granted.errors).toEqual([]);
  expect(granted.data.grantPermission.permissions).toContainEqual({
    permission: 'CLOUD_CONNECTIVITY_ONBOARD',
    granted: true,
  });
  expect(await venue.request(PLAN, {}, token)).toMatchObject({
    errors: [],
    data: { onboardingPlan: { case: 'FIRST_TIME', ready: true } },
  });
  for (const rank of [1, 2]) {
    expect(refusalOf(await grant(rank, token))).toMatchObject({ code: 'FORBIDDEN', gate: 'HIERARCHY' });
  }
  expect((await grant(3, token)).errors).toEqual([]);
});
