/** Two hundred callers at once over HTTP with one idempotency key, and many at once for one service: one operation each time. */
import { DatabaseSync } from 'node:sqlite';
import type { PracticeVenue } from '../venue/practice-venue.js';
import { CUSTOMER, overridesOf, planOnboarding, requestCode } from '../venue/requests.js';
import { ended, refusalOf, startQuick } from './main-job.js';

let venue: PracticeVenue;

beforeAll(async () => {
  venue = await startQuick();
}, 60_000);
afterAll(() => venue?.stop(), 60_000);

function rows(
  kind: string,
): readonly { readonly id: string; readonly from: string; readonly until: string }[] {
  const state = new DatabaseSync(venue.stateFile, { readOnly: true, timeout: 5000 });
  const found = state
    .prepare(
      'SELECT id, created_at AS "from", finished_at AS "until" FROM operation WHERE kind = ? ORDER BY created_at',
    )
    .all(kind);
  state.close();
  return found.map((row) => ({
    id: String(row['id']),
    from: String(row['from']),
    until: String(row['until']),
  }));
}

test('two hundred callers with one key get the one operation, though its code works once', async () => {
  const plan = await planOnboarding(venue);
  const input = {
    customerNumber: CUSTOMER,
    authenticationCode: await requestCode(venue),
    planFingerprint: plan.fingerprint,
    reason: 'Asked again and again',
    overrides: overridesOf(plan),
    idempotencyKey: 'one-key',
  };
  const onboard = 'mutation ($input: OnboardInput!) { onboard(input: $input) { id } }';
  const token = await venue.token();
  const answers = await Promise.all(
    Array.from({ length: 200 }, () => venue.request(onboard, { input }, token)),
  );
  expect(answers.flatMap(({ errors }) => errors)).toEqual([]);
  expect(new Set(answers.map(({ data }) => data.onboard.id))).toEqual(new Set([rows('ONBOARD')[0]?.id]));
  expect(rows('ONBOARD')).toHaveLength(1);
  expect((await ended(venue, rows('ONBOARD')[0]?.id ?? '')).state).toBe('SUCCEEDED');
  expect(await venue.redemptions()).toBe(1);
}, 180_000);

test('of many that change one service at once, no two are at work on it at the same time', async () => {
  const words = ['stopService', 'startService', 'restartService'];
  const answers = await Promise.all(
    Array.from({ length: 30 }, (_, index) =>
      venue.ask(
        `mutation { ${words[index % 3]}(key: "netpos", reason: "All at once") { key } }`,
        {},
        String(1 + (index % 2)),
      ),
    ),
  );
  const refused = answers.filter(({ errors }) => errors.length > 0);
  expect(new Set(refused.map((answer) => refusalOf(answer)?.code))).toEqual(
    new Set(['OPERATION_IN_PROGRESS']),
  );
  const made = rows('SERVICE_CONTROL');
  expect(made.length).toBe(30 - refused.length);
  expect(made.length).toBeGreaterThan(0);
  for (const [index, { from }] of made.slice(1).entries())
    expect(from >= (made[index]?.until ?? '')).toBe(true);
}, 120_000);
