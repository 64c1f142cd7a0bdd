import { inspect } from 'node:util';
import { Secret } from '../../src/domain/types/secret.js';
import { appError, ask, codesOf, open } from './ask.js';
import { fakeControlPlane } from './fake-control-plane.js';
import { operation } from './operation-sample.js';

const SENTINEL = 'S3NTINEL-4417';
const ONBOARD = 'mutation ($input: OnboardInput!) { onboard(input: $input) { id } }';
const onboardInput = {
  customerNumber: '10482213',
  authenticationCode: 'ABCD1234',
  planFingerprint: 'fp',
  reason: 'opening day',
};

describe('what an argument may look like', () => {
  const long = 'x'.repeat(501);
  it.each([
    ['reason', `mutation { cancelOperation(id: "op-1", reason: "") { id } }`],
    ['reason', `mutation { cancelOperation(id: "op-1", reason: " \\n ") { id } }`],
    ['reason', `mutation { cancelOperation(id: "op-1", reason: "${long}") { id } }`],
    ['reason', `mutation { stopService(key: "netpos", reason: "${long}") { key } }`],
    ['id', `mutation { cancelOperation(id: "../x", reason: "r") { id } }`],
    ['key', `{ service(key: "$(whoami)") { key } }`],
    ['customerNumber', `mutation { requestAuthenticationCode(customerNumber: "1048221") { sentTo } }`],
    ['pin', `mutation { signIn(clerkId: "1", pin: "${SENTINEL}") { token } }`],
    ['pin', `mutation { stepUp(pin: "123") { token } }`],
    ['clerkId', `mutation { signIn(clerkId: "", pin: "2468") { token } }`],
    ['first', `{ operations(first: 0) { edges { cursor } } }`],
    ['first', `{ operations(first: 201) { edges { cursor } } }`],
    ['first', `{ operation(id: "op-1") { events(first: 201) { sequence } } }`],
    ['after', `{ operation(id: "op-1") { events(after: -1) { sequence } } }`],
    ['after', `{ operations(after: "not a cursor") { edges { cursor } } }`],
    ['after', `{ operations(after: "bm90IGEgY3Vyc29y") { edges { cursor } } }`],
    ['locationIds', `mutation { activateLocations(locationIds: []) { id } }`],
    ['locationIds', `mutation { activateLocations(locationIds: [${'"1",'.repeat(201)}]) { id } }`],
    ['locationIds', `mutation { activateLocations(locationIds: ["1", "a b"]) { id } }`],
    [
      'input.reason',
      `mutation { revokePermission(input: { securityGroupId: "2", permission: AUDIT_VIEW, reason: "" }) { id } }`,
    ],
    [
      'input.securityGroupId',
      `mutation { grantPermission(input: { securityGroupId: "'", permission: AUDIT_VIEW, reason: "r" }) { id } }`,
    ],
  ])('refuses a bad %s by name, and never quotes it: %s', async (argument, document) => {
    const [error] = (await ask(document)).errors ?? [];
    const { code, message, remedy, details } = appError(error);
    expect(code).toBe('BAD_USER_INPUT');
    expect(message).toMatch(new RegExp(`^The argument "${argument}" must .+\\.$`));
    expect(remedy).toBe('Correct the named argument and send it again.');
    expect(details['argument']).toBe(argument);
    expect(inspect(error, { depth: 9 }).replace(error?.source?.body ?? '', '')).not.toContain(SENTINEL);
  });

  it('holds the arguments of a subscription to the same rules', async () => {
    const answer = await open('subscription { operationProgress(id: "op-1", after: -1) { sequence } }');
    expect(codesOf(answer as never)).toEqual(['BAD_USER_INPUT']);
  });

  it.each([
    ['idempotencyKey', 'x'.repeat(101)],
    ['overrides', ['trading hours']],
    ['planFingerprint', ''],
    ['customerNumber', '1048221x'],
  ])('refuses a bad %s of an input', async (field, value) => {
    const answer = await ask(ONBOARD, { variables: { input: { ...onboardInput, [field]: value } } });
    expect(appError(answer.errors?.[0]).details['argument']).toBe(`input.${field}`);
  });

  it('lets 500 characters, several lines and any script of the world pass, unchanged', async () => {
    const reasons: string[] = [];
    const fake = fakeControlPlane({
      operations: {
        cancel: async (_caller, _id, reason) => {
          reasons.push(reason);
          return operation();
        },
      },
    });
    for (const reason of [
      'x'.repeat(500),
      'one\r\n\ttwo',
      ' \'; DROP TABLE clerk; -- $(x) `y` "z" 💡 キッチン ',
    ]) {
      const document = 'mutation ($reason: String!) { cancelOperation(id: "op-1", reason: $reason) { id } }';
      expect((await ask(document, { fake, variables: { reason } })).errors).toBeUndefined();
      expect(reasons.pop()).toBe(reason);
    }
  });
});

describe('the authentication code', () => {
  it('reaches the domain as a Secret, from a literal and from a variable', async () => {
    const codes: Secret[] = [];
    const fake = fakeControlPlane({
      onboarding: {
        start: async (_caller, input) => {
          codes.push(input.authenticationCode);
          return operation();
        },
      },
    });
    await ask(ONBOARD, { fake, variables: { input: onboardInput } });
    await ask(
      'mutation { onboard(input: { customerNumber: "10482213", authenticationCode: "ABCD1234", planFingerprint: "fp", reason: "r" }) { id } }',
      { fake },
    );
    expect(codes.map((code) => code.reveal())).toEqual(['ABCD1234', 'ABCD1234']);
    expect(inspect(codes)).not.toContain('ABCD1234');
    expect(codes.every((code) => code instanceof Secret)).toBe(true);
  });

  it.each([[''], [`${SENTINEL} with blanks`], ['x'.repeat(65)], [44171], [[SENTINEL]], [{ code: SENTINEL }]])(
    'is refused as CODE_MALFORMED, unquoted, when it can be none',
    async (authenticationCode) => {
      const answer = await ask(ONBOARD, { variables: { input: { ...onboardInput, authenticationCode } } });
      expect(codesOf(answer)).toEqual(['CODE_MALFORMED']);
      expect(JSON.stringify(answer)).not.toMatch(/S3NTINEL|44171/);
    },
  );

  it('is checked only after the guards', async () => {
    const answer = await ask(ONBOARD, {
      as: null,
      variables: { input: { ...onboardInput, authenticationCode: '' } },
    });
    expect(codesOf(answer)).toEqual(['UNAUTHENTICATED']);
  });
});
