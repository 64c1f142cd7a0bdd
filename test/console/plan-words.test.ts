import type { CheckLineFragment, CheckOutcome, OperationState } from '../../console/generated/graphql';
import { t } from '../../console/messages';
import { onboardingWords } from '../../console/views/onboarding/words';
import { nextOf } from '../../console/views/operations/job-words';
import { blockers, inOrder, isReady, overridden } from '../../console/views/plan/overrides';
import { resyncWords, startTimes } from '../../console/views/resync/words';

function check(code: string, outcome: CheckOutcome, overridable = true): CheckLineFragment {
  return { code, title: code, outcome, detail: '', remedy: null, overridable };
}

describe('the checks of a plan', () => {
  const checks = [
    check('ELEVATION', 'PASS'),
    check('TRADING_HOURS', 'FAIL'),
    check('CLOUD_REACHABLE', 'UNKNOWN', false),
    check('DAILY_RESTART', 'WARN'),
  ];

  it('stand with what blocks first', () => {
    expect(inOrder(checks).map(({ outcome }) => outcome)).toEqual(['FAIL', 'UNKNOWN', 'WARN', 'PASS']);
    expect(checks[0]?.code).toBe('ELEVATION');
  });

  it('block when they fail or are not known, until they are overridden', () => {
    expect(blockers(checks, []).map(({ code }) => code)).toEqual(['TRADING_HOURS', 'CLOUD_REACHABLE']);
    expect(blockers(checks, ['TRADING_HOURS']).map(({ code }) => code)).toEqual(['CLOUD_REACHABLE']);
  });

  it('let no one continue over one that can’t be overridden', () => {
    expect(isReady(checks, ['TRADING_HOURS', 'CLOUD_REACHABLE'])).toBe(false);
    expect(isReady(checks.slice(0, 2), [])).toBe(false);
    expect(isReady(checks.slice(0, 2), ['TRADING_HOURS'])).toBe(true);
    expect(isReady([], [])).toBe(true);
  });

  it('are overridden only where they still block: an old tick is not sent', () => {
    const against = overridden(checks, ['TRADING_HOURS', 'DAILY_RESTART', 'GONE']);
    expect(against.map(({ code }) => code)).toEqual(['TRADING_HOURS']);
  });
});

describe('the starts that a resync offers', () => {
  const now = Date.parse('2031-05-05T16:29:30Z');

  it('are the half hours of the next day, none less than a minute away', () => {
    const times = startTimes(now, []);
    expect(times).toHaveLength(48);
    expect(times[0]).toBe('2031-05-05T17:00:00.000Z');
    expect(times.at(-1)).toBe('2031-05-06T16:30:00.000Z');
  });

  it('hold the latest that fits and the one that was chosen, each once and in order', () => {
    const times = startTimes(now, ['2031-05-05T18:00:00Z', '2031-05-05T17:10:00Z', null]);
    expect(times).toHaveLength(49);
    expect(times.slice(0, 3)).toEqual([
      '2031-05-05T17:00:00.000Z',
      '2031-05-05T17:10:00.000Z',
      '2031-05-05T17:30:00.000Z',
    ]);
  });

  it('hold none that is over', () => {
    expect(startTimes(now, ['2031-05-05T16:00:00Z'])).toHaveLength(48);
  });
});

it('leads from an onboarding with a redeemed code to its finish, and from others to a new plan', () => {
  const wordFor = (actionCode: string | null) =>
    nextOf(onboardingWords(), { state: 'FAILED', failure: { actionCode } }).map(({ word }) => word);
  expect(wordFor('FINISH_ONBOARDING')).toEqual(['Finish the onboarding']);
  expect([null, 'OF_A_NEWER_SERVER'].map(wordFor)).toEqual([['Plan again'], ['Plan again']]);
});

describe.each([
  ['onboarding', onboardingWords],
  ['a resync', resyncWords],
])('the last page of %s', (_, words) => {
  it('has another title for each state', () => {
    const titles = Object.values(words().titles);
    expect(new Set(titles).size).toBe(titles.length);
  });

  it('shows a way on from each end, and none while it runs', () => {
    const ways = (Object.keys(t.operation.states) as OperationState[]).filter(
      (state) => words().next[state]?.length,
    );
    expect(ways.sort()).toEqual(['CANCELLED', 'FAILED', 'SUCCEEDED']);
  });
});
