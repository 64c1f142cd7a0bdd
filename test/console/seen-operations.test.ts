import { forgetBefore, forgetSeen, hasSeen, hasSeenEnd, see } from '../../console/data/seen-operations';

it('what someone has seen of an operation is shown no more, and what comes later is', () => {
  expect(hasSeen('a', 'RUNNING')).toBe(false);
  see('a', 'RUNNING');
  expect([hasSeen('a', 'RUNNING'), hasSeen('a', 'FAILED'), hasSeenEnd('a')]).toEqual([true, false, false]);
  see('a', 'FAILED');
  expect([hasSeen('a', 'FAILED'), hasSeenEnd('a')]).toEqual([true, true]);
  expect(hasSeenEnd('b')).toBe(false);
});

it('with another sign-in nothing has been seen', () => {
  see('a', 'FAILED');
  forgetSeen();
  expect([hasSeen('a', 'FAILED'), hasSeenEnd('a')]).toEqual([false, false]);
});

it('what it comes to again is reported again', () => {
  see('a', 'NEEDS_ATTENTION');
  forgetBefore('a', 'NEEDS_ATTENTION');
  expect(hasSeen('a', 'NEEDS_ATTENTION')).toBe(true);
  forgetBefore('a', 'RUNNING');
  expect(hasSeen('a', 'NEEDS_ATTENTION')).toBe(false);
});
