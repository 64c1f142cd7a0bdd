/** @whatIf, through the guarded schema and the whole domain: refused is what would be refused, and nothing is done. */
import type { Viewer } from '../../src/domain/request/viewer.js';
import { askResync, callerOf, eachDomain } from '../domain/rehearsal-domain.js';
import { type Answer, ask as askAs, codesOf, schema } from './ask.js';
import { alertAnswers } from './audit-answers.js';
import { fakeControlPlane } from './fake-control-plane.js';

/** What clerk 2 would be let do, in a domain where something waits, something asks and something runs: every mutation but those on oneself. */
const WOULD_BE_DONE: Readonly<Record<string, (its: Readonly<Record<string, string>>) => string>> = {
  createApiToken: () =>
    'createApiToken(input: { name: "n", permissions: [SERVICES_VIEW], expiresAt: "2031-05-06T00:00:00Z" }) { id }',
  revokeApiToken: ({ token }) => `revokeApiToken(id: "${token}")`,
  grantPermission: () =>
    'grantPermission(input: { securityGroupId: "3", permission: AUDIT_VIEW, reason: "r" }) { id }',
  revokePermission: () =>
    'revokePermission(input: { securityGroupId: "3", permission: AUDIT_VIEW, reason: "r" }) { id }',
  unlockClerk: () => 'unlockClerk(clerkId: "4", reason: "r") { id }',
  approveOperation: ({ waiting }) => `approveOperation(id: "${waiting}", reason: "r") { id }`,
  rejectOperation: ({ waiting }) => `rejectOperation(id: "${waiting}", reason: "r") { id }`,
  cancelOperation: ({ waiting }) => `cancelOperation(id: "${waiting}", reason: "r") { id }`,
  createSupportBundle: () => 'createSupportBundle { name }',
  acknowledgeAlert: ({ alert }) => `acknowledgeAlert(id: "${alert}", reason: "r") { id }`,
  setMaintenance: () => 'setMaintenance(on: true, reason: "r") { on }',
  confirmClock: () => 'confirmClock(reason: "r")',
  activateLocations: () => 'activateLocations(locationIds: ["1"]) { id }',
  requestAuthenticationCode: () => 'requestAuthenticationCode(customerNumber: "10482213") { sentTo }',
  signOffAudit: () => 'signOffAudit(reason: "r") { upTo }',
  startService: () => 'startService(key: "netpos") { key }',
  stopService: () => 'stopService(key: "netpos") { key }',
  restartService: () => 'restartService(key: "netpos") { key }',
  setServiceStartMode: () => 'setServiceStartMode(key: "netpos", startMode: MANUAL) { key }',
};

/** Each refused for a reason of its own. */
const REFUSED: Readonly<Record<string, string>> = {
  'resolveOperation(id: "nope", choice: "c", reason: "r") { id }': 'NOT_FOUND',
  'onboard(input: { customerNumber: "10482213", authenticationCode: "ABCD2345", planFingerprint: "f", reason: "r" }) { id }':
    'ALREADY_CONNECTED',
  'finishOnboarding(input: { customerNumber: "10482213", planFingerprint: "f", reason: "r" }) { id }':
    'ALREADY_CONNECTED',
  'resync(input: { customerNumber: "10482213", confirmation: "Harbour", planFingerprint: "f", reason: "r" }) { id }':
    'CONFIRMATION_MISMATCH',
  'grantPermission(input: { securityGroupId: "2", permission: AUDIT_VIEW, reason: "r" }) { id }': 'FORBIDDEN',
  'unlockClerk(clerkId: "1", reason: "r") { id }': 'FORBIDDEN',
  'startService(key: "nope") { key }': 'NOT_FOUND',
  'stopService(key: "netpos", reason: "") { key }': 'BAD_USER_INPUT',
  'createApiToken(input: { name: "n", permissions: [SERVICES_VIEW], expiresAt: "2039-01-01T00:00:00Z" }) { id }':
    'BAD_USER_INPUT',
  'signIn(clerkId: "1", pin: "2468") { token }': 'BAD_USER_INPUT',
  signOut: 'BAD_USER_INPUT',
  'stepUp(pin: "2468") { token }': 'BAD_USER_INPUT',
  'changePin(currentPin: "2468", newPin: "830617")': 'BAD_USER_INPUT',
  'renewApiToken { id }': 'BAD_USER_INPUT',
};

const domain = eachDomain({ settings: { secondPerson: true } });
let its: Readonly<Record<string, string>>;
beforeEach(async () => {
  domain.venue.tradesAlways();
  const { id: waiting } = await askResync(domain, '1', { overrides: ['TRADING_HOURS'] });
  const { id: token } = await domain.plane.apiTokens.create(callerOf('2'), {
    name: 'kept',
    permissions: ['SERVICES_VIEW' as never],
    expiresAt: new Date('2031-05-06T00:00:00Z'),
  });
  const [alert] = await alertAnswers.list({ first: 1 });
  if (alert) await domain.state.alerts.save(alert);
  its = { waiting, token, alert: alert?.id ?? '' };
});

function ask(source: string, given: Partial<Viewer> = {}): Promise<Answer> {
  const controlPlane = { ...fakeControlPlane().controlPlane, ...domain.plane };
  return askAs(source, { as: callerOf('2', given).viewer, fake: { controlPlane, denied: [] } });
}

/** What must be as it was: the trail, operations, tokens, the switch, permissions, and which scripts have run that change something. */
async function footprint(): Promise<string> {
  const { state, venue } = domain;
  const { sequence } = await state.audit.head();
  const operations = (await state.operations.list({ first: 50 })).map(({ id, state: now }) => `${id} ${now}`);
  const tokens = (await domain.plane.apiTokens.list()).map(({ id }) => id);
  const changing = venue.calls.filter((script) => !script.startsWith('Get-'));
  const { on } = await domain.plane.maintenance.read();
  const alerts = await domain.state.alerts.watched();
  return JSON.stringify([sequence, operations, tokens, changing, on, venue.permissions, alerts]);
}

test('covers every mutation except those that act on the caller', () => {
  const named = [...Object.keys(WOULD_BE_DONE), ...Object.keys(REFUSED).map((text) => text.split(/\W/)[0])];
  expect(new Set(named)).toEqual(new Set(Object.keys(schema.getMutationType()?.getFields() ?? {})));
});

test.each(Object.keys(WOULD_BE_DONE))('%s: null, no error, and nothing was done', async (name) => {
  const before = await footprint();
  // Their sign-in is old: who only asks need not prove that it is still them.
  const answer = await ask(`mutation @whatIf { ${WOULD_BE_DONE[name]?.(its)} }`, {
    steppedUpUntil: undefined,
  });
  expect(answer.errors).toBeUndefined();
  expect(answer.data?.[name]).toBeNull();
  await domain.clock.pass(2000);
  expect(await footprint()).toBe(before);
});

test.each(Object.entries(REFUSED))('%s is refused: %s', async (document, code) => {
  const answer = await ask(`mutation @whatIf { ${document} }`);
  expect(codesOf(answer)).toEqual([code]);
});

test('a refusal by the permission is one here too, and on record', async () => {
  const permissions = new Set(['SERVICES_VIEW'] as never[]);
  const answer = await ask(`mutation @whatIf { stopService(key: "netpos") { key } }`, { permissions });
  expect(codesOf(answer)).toEqual(['FORBIDDEN']);
});

test('what holds a service, and the stop-everything switch, refuse it too', async () => {
  await domain.plane.maintenance.set(callerOf('1'), true, 'storm');
  expect(codesOf(await ask('mutation @whatIf { startService(key: "netpos") { key } }'))).toEqual([
    'MAINTENANCE',
  ]);
});

test('is for mutations only, and without it the same document acts', async () => {
  expect((await ask('query @whatIf { maintenance { on } }')).errors?.[0]?.message).toMatch(/@whatIf/);
  await ask('mutation { setMaintenance(on: true, reason: "r") { on } }');
  expect((await domain.plane.maintenance.read()).on).toBe(true);
});
