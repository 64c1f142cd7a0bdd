/** The page of the alerts, in words. */
import {
  alertMark,
  alertsSentence,
  endOf,
  lastedWords,
  overWords,
  pastWords,
  timelineOf,
} from '../../console/views/alerts/words';
import { ALERT_CODES } from '../../src/domain/types/alert-rules.js';
import { alert } from './venue-samples';

describe('the alerts', () => {
  it.each([
    [[], 'No alerts. Online. Everything works.'],
    [[alert()], 'One alert is open.'],
    [[alert(), alert({ state: 'ACKNOWLEDGED' }), alert()], 'Two alerts are open. One alert is acknowledged.'],
    [[alert({ state: 'ACKNOWLEDGED' })], 'One alert is acknowledged.'],
  ])('are counted, and without any the venue is what matters: %#', (alerts, sentence) => {
    expect(alertsSentence(alerts, 'Online. Everything works.')).toBe(sentence);
  });

  it('say since when they are over, until they are cleared', () => {
    const now = Date.parse('2031-05-05T16:20:00Z');
    const over = alert({ overSince: '2031-05-05T16:18:00Z' });
    const said = 'Over since 16:18. It ends once it has been over for two minutes.';
    expect(overWords(over, 'UTC', now)).toBe(said);
    expect(overWords(alert(), 'UTC', now)).toBeUndefined();
    expect(overWords({ ...over, state: 'CLEARED' }, 'UTC', now)).toBeUndefined();
  });

  it('are marked by their severity only while they are open', () => {
    expect(alertMark({ state: 'OPEN', severity: 'CRITICAL' })).toEqual({ tone: 'bad', word: 'Critical' });
    expect(alertMark({ state: 'OPEN', severity: 'WARNING' })).toEqual({ tone: 'warn', word: 'Warning' });
    expect(alertMark({ state: 'ACKNOWLEDGED', severity: 'CRITICAL' }).tone).toBe('idle');
    expect(alertMark({ state: 'CLEARED', severity: 'CRITICAL' })).toEqual({ tone: 'ok', word: 'Ended' });
  });

  it('say how long their cause lasted, until it was over, and how often it began', () => {
    const now = Date.parse('2031-05-05T16:14:00Z');
    expect(lastedWords(alert(), now)).toBe('for 14 min');
    const over = { overSince: '2031-05-05T16:03:00Z', clearedAt: '2031-05-05T16:05:00Z' };
    expect(lastedWords(alert({ ...over, occurrences: 3 }), now)).toBe('for 3 min, began 3 times');
    expect(endOf(alert(over))).toBe(over.overSince);
    // Its rule was switched off.
    expect(endOf(alert({ clearedAt: over.clearedAt }))).toBe(over.clearedAt);
    expect(endOf(alert())).toBeNull();
  });

  it('say what was so when they are over, each of them', () => {
    for (const code of ALERT_CODES)
      expect(pastWords({ code })).toMatch(
        /^[A-Z].*\b(was|had|held|were|lasted|made|needed|awaited|could)\b.*\.$/,
      );
    expect(pastWords({ code: 'OF_A_NEWER_SERVER' })).toBeUndefined();
  });

  it('lead to the timeline from before they began, and to what is said there of their cause', () => {
    const from = '#/timeline?from=2031-05-05T15%3A45%3A00.000Z';
    expect(timelineOf(alert({ code: 'LINK_LOST' }))).toBe(
      `${from}&at=2031-05-05T16%3A02%3A00Z&code=LINK_LOST`,
    );
    expect(timelineOf(alert({ operationId: 'op-1' }))).toBe(`${from}&about=operation%3Aop-1`);
    expect(timelineOf(alert({ clearedAt: '2031-05-05T16:05:00Z' }))).toContain(
      '&to=2031-05-05T16%3A05%3A00Z',
    );
  });
});
