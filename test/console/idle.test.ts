import { idleStage, isUnattended, SIGN_OUT_AFTER, watchActivity } from '../../console/data/activity';

const MINUTE = 60_000;

it('warns two minutes before it signs out', () => {
  expect([0, 12.9 * MINUTE, 13 * MINUTE, SIGN_OUT_AFTER - 1, SIGN_OUT_AFTER].map(idleStage)).toEqual([
    'used',
    'used',
    'warned',
    'warned',
    'over',
  ]);
});

it('takes what is asked long after the last touch for the page’s own asking', () => {
  expect(isUnattended(29_999)).toBe(false);
  expect(isUnattended(30_000)).toBe(true);
});

it.each(['keydown', 'pointermove', 'click', 'input'])(
  'counts from the last %s, and from nothing that is no hand',
  (sign) => {
    let now = 1_000;
    const target = new EventTarget();
    const activity = watchActivity(target, () => now);
    now = 5_000;
    target.dispatchEvent(new Event('visibilitychange'));
    expect(activity.idleMs()).toBe(4_000);
    target.dispatchEvent(new Event(sign));
    expect(activity.idleMs()).toBe(0);
    activity.end();
    now = 9_000;
    target.dispatchEvent(new Event(sign));
    expect(activity.idleMs()).toBe(4_000);
  },
);
