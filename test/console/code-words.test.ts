import {
  attemptsWords,
  connectedWords,
  isAboutCode,
  onboardingIn,
  sentWords,
  shapeProblem,
  waitingWords,
} from '../../console/views/onboarding/words';

const shape = { pattern: '[A-Z0-9]{8}', words: '8 letters and digits' };
const request = {
  sentTo: 'm*****r@example.com',
  sentAt: '2031-05-05T16:20:00Z',
  expiresAt: '2031-05-05T16:50:00Z',
  attemptsLeft: 5,
};

it.each([
  ['ABCD2345', undefined],
  ['ABCD234', 'That is not a code: a code has 8 letters and digits. You entered 7 characters.'],
  ['A', 'That is not a code: a code has 8 letters and digits. You entered 1 character.'],
  ['ABCD23456', 'That is not a code: a code has 8 letters and digits. You entered 9 characters.'],
])('a mistake is seen before anything is sent: %s', (code, problem) => {
  expect(shapeProblem(code, shape)).toBe(problem);
});

it('says to where and until when, with the attempts that are left where the cloud says so', () => {
  expect(sentWords(request, 'Australia/Sydney')).toMatch(
    /^to m\*{5}r@example\.com at .*02:20, works until 02:50\. 5 attempts are left\.$/,
  );
  expect(sentWords({ ...request, expiresAt: null, attemptsLeft: null }, 'Australia/Sydney')).toMatch(
    /02:20\. Earlier codes no longer work\.$/,
  );
  expect(attemptsWords({ ...request, attemptsLeft: 1 })).toBe('1 attempt is left.');
  expect(attemptsWords(null)).toBeUndefined();
});

it('knows which failures another code fixes', () => {
  const codes = ['CODE_WRONG', 'CODE_EXPIRED', 'HEARTBEAT_NOT_SEEN'];
  expect(codes.map((code) => isAboutCode({ code, notRestored: [] }))).toEqual([true, true, false]);
  // What is left over is on the page of the operation.
  expect(isAboutCode({ code: 'CODE_WRONG', notRestored: ['Cloud Sync stays installed.'] })).toBe(false);
});

it('says what is left, and who can do it', () => {
  const [waits, done] = [{ activated: false }, { activated: true }];
  expect(waitingWords([done, done], true)).toBe(
    'Every location that you see is activated. That was the last step.',
  );
  expect(waitingWords([{ activated: null }, done], true)).toBe(
    'Which locations are activated is still unknown.',
  );
  expect(waitingWords([waits, done], true)).toBe('1 location waits to be activated. That is the last step.');
  expect(waitingWords([waits, waits], false)).toContain('This requires Cloud Connectivity > Locations');
});

it('of a venue that was connected elsewhere names the locations that still wait', () => {
  const [bar, kiosk] = [
    { name: 'Public Bar', activated: false },
    { name: 'Kiosk', activated: true },
  ];
  expect(connectedWords([bar, kiosk])).toBe(
    'This venue is connected. Public Bar still waits to be activated.',
  );
  expect(connectedWords([bar, { ...kiosk, activated: false }])).toMatch(/Public Bar and Kiosk still wait to/);
  expect(connectedWords([kiosk])).toBe('This venue is connected. There is nothing to onboard.');
  for (const unknown of [undefined, [kiosk, { ...kiosk, activated: null }]])
    expect(connectedWords(unknown)).toBe('This venue is connected.');
});

it('follows the onboarding that runs, and not the one whose code was just refused', () => {
  const running = [
    { id: 'send', kind: 'RESYNC' },
    { id: 'refused', kind: 'ONBOARD' },
  ];
  expect([onboardingIn(running, undefined), onboardingIn(running, 'refused')]).toEqual([
    'refused',
    undefined,
  ]);
  expect(onboardingIn([...running, { id: 'next', kind: 'ONBOARD' }], 'refused')).toBe('next');
});
