/** The timeline, in words: of which time, and each of its rows. */
import {
  aDayBefore,
  beganWith,
  beginOf,
  type Chosen,
  endOf,
  lanesOf,
  meanwhileOf,
  missingWords,
  orderOf,
  rowMark,
  shownRows,
  spanOf,
  type TimelineRow,
  timelineSentence,
} from '../../src/console/views/timeline/words';

const zone = 'Australia/Sydney';
/** Tue 6 May 2031, 02:20 in Sydney. */
const now = Date.parse('2031-05-05T16:20:00Z');
const none: Chosen = { day: '', lane: '', text: '', from: '', to: '', order: '' };

function row(given: Partial<TimelineRow> = {}): TimelineRow {
  return {
    id: 'history:1',
    lane: 'STATUS',
    subject: null,
    state: 'DOWN',
    from: '2031-05-05T16:03:00Z',
    until: '2031-05-05T16:20:00Z',
    params: [],
    text: 'Ordering down: Gateway Client is not running.',
    code: 'VENUE_STATUS',
    operationId: null,
    ...given,
  };
}

describe('the time that is shown', () => {
  it('is a day of the venue, by default today, which is not over', () => {
    const today = spanOf(none, now, zone);
    expect(today).toEqual({
      from: '2031-05-05T14:00:00.000Z',
      to: '2031-05-06T14:00:00.000Z',
      day: '2031-05-06',
      isOpen: true,
    });
    expect(timelineSentence(today, zone)).toBe('What happened on Tue 6 May 2031, newest first.');
    const before = spanOf({ ...none, day: '2031-05-04' }, now, zone);
    expect(before).toMatchObject({ from: '2031-05-03T14:00:00.000Z', day: '2031-05-04', isOpen: false });
    expect(spanOf({ ...none, day: 'tomorrow' }, now, zone)).toEqual(today);
  });

  it('is a part of a day where the address names one, and never one that ends before it begins', () => {
    const [from, to] = ['2031-05-05T16:01:00Z', '2031-05-05T16:20:00Z'];
    const part = spanOf({ ...none, from, to }, now, zone);
    expect(part).toMatchObject({ day: undefined, isOpen: false });
    expect(timelineSentence(part, zone)).toMatch(/^What happened from .*02:01 to 02:20, oldest first\.$/);
    const since = spanOf({ ...none, from }, now, zone);
    expect(since).toMatchObject({ day: undefined, to: '2031-05-06T14:00:00.000Z', isOpen: true });
    expect(timelineSentence(since, zone)).toMatch(/^What happened since .*02:01, oldest first\.$/);
    for (const wrong of [{ from: to, to: from }, { from: 'x' }, { to }])
      expect(spanOf({ ...none, ...wrong }, now, zone).day).toBe('2031-05-06');
  });
});

describe('a row', () => {
  const day = spanOf(none, now, zone);

  it('says from when until when and for how long, with the day where it is another one', () => {
    expect([beginOf(row(), day, zone), endOf(row(), zone)]).toEqual(['02:03:00', 'until 02:20, 17 min']);
    const old = row({ from: '2031-05-02T16:03:00Z', until: null });
    expect(beginOf(old, day, zone)).toMatch(/^Sat 3 May .*02:03:00$/);
    expect(endOf(old, zone)).toBe('until now');
    expect(endOf(row({ until: '2031-05-05T16:03:00Z' }), zone)).toBeUndefined();
  });

  it('leads to the time that it lasted, unless all was well or it was over in a moment', () => {
    expect(meanwhileOf(row())).toBe(
      '#/timeline?from=2031-05-05T16%3A01%3A00.000Z&to=2031-05-05T16%3A20%3A00Z',
    );
    expect(meanwhileOf(row({ until: null }))).toBe('#/timeline?from=2031-05-05T16%3A01%3A00.000Z');
    expect(meanwhileOf(row({ until: '2031-05-05T16:03:05Z' }))).toBeUndefined();
    expect(meanwhileOf(row({ state: 'OK' }))).toBeUndefined();
  });

  it('is marked by how good it is; what was planned is not bad, and a gap says that the server was off', () => {
    expect(rowMark(row())).toEqual({ tone: 'bad', word: 'Venue' });
    expect(rowMark(row({ code: 'VENUE_DOWN_PLANNED' })).tone).toBe('busy');
    expect(rowMark(row({ lane: 'VERSION', state: '10.58.0' })).tone).toBe('idle');
    expect(rowMark(row({ lane: 'OPERATION', state: 'FAILED' }))).toEqual({ tone: 'bad', word: 'Operation' });
    expect(rowMark(row({ lane: 'LINK', state: 'OF_A_LATER_VERSION' })).tone).toBe('warn');
    const gap = { lane: 'SERVER', state: 'OFF' } as const;
    expect(rowMark(row({ ...gap, code: 'SERVER_KILLED' }))).toEqual({ tone: 'warn', word: 'Server was off' });
    expect(rowMark(row({ ...gap, code: 'SERVER_PAUSED' })).word).toBe('Not recorded');
    expect(rowMark(row({ lane: 'SERVER', state: 'RUNNING' })).word).toBe('Server');
  });

  it('that was well before the server was off is not shown again, unless its kind is chosen', () => {
    const params = [{ name: 'since', value: '2031-05-05T10:00:00Z' }];
    const well = row({ id: 'history:2', lane: 'SERVICE', state: 'RUNNING', params });
    const bad = row({ id: 'history:3', lane: 'SERVICE', state: 'STOPPED', params });
    expect(shownRows([well, bad], none, 'newest')).toEqual([bad]);
    expect(shownRows([well, bad], { lane: 'SERVICE' }, 'newest')).toEqual([well, bad]);
  });

  it('is marked where it began a period: the outage, or else the first finding', () => {
    const part = spanOf({ ...none, from: '2031-05-05T16:01:00Z', to: '2031-05-05T16:20:00Z' }, now, zone);
    const old = row({ id: 'history:1', from: '2031-05-05T15:00:00Z' });
    const event = row({ id: 'event:1', lane: 'EVENT_LOG', state: 'ERROR', from: '2031-05-05T16:02:00Z' });
    const down = row({ id: 'history:9' });
    expect(beganWith([down, event, old], part)).toBe(down);
    const finding = row({ id: 'history:8', lane: 'FINDING', state: 'WARNING' });
    expect(beganWith([finding, event, old], part)).toBe(finding);
    expect(beganWith([event, old], part)).toBeUndefined();
    expect(beganWith([old, row({ state: 'OK' })], part)).toBeUndefined();
    expect(beganWith([down], day)).toBeUndefined();
  });

  it('that changed something is shown apart, from the last 24 hours', () => {
    expect(lanesOf('CHANGES')).toEqual(['OPERATION', 'AUDIT', 'SETTING', 'VERSION', 'SERVER']);
    expect([lanesOf('SERVICE'), lanesOf(''), lanesOf('toString')]).toEqual([['SERVICE'], null, null]);
    const from = aDayBefore(now);
    expect(from).toBe('2031-05-04T16:20:00.000Z');
    const old = row({ lane: 'VERSION', state: '10.58.0', from: '2031-05-01T16:00:00Z', until: null });
    const setting = row({ lane: 'SETTING', state: 'CHANGED' });
    expect(shownRows([setting, old], { lane: 'CHANGES' }, 'newest', { from })).toEqual([setting]);
  });

  it('comes after what led to it in a period, and before it on a day, unless chosen otherwise', () => {
    expect([orderOf(none, day), orderOf(none, { day: undefined })]).toEqual(['newest', 'oldest']);
    expect(orderOf({ order: 'newest' }, { day: undefined })).toBe('newest');
    expect(orderOf({ order: 'sideways' }, day)).toBe('newest');
  });

  it('is shown in the order that is asked for, and sign-ins only in the audit', () => {
    const signIn = row({ id: 'audit:2', lane: 'AUDIT', subject: 'signIn' });
    const rows = [row(), signIn];
    expect(shownRows(rows, none, 'newest')).toEqual([row()]);
    expect(shownRows(rows, { lane: 'AUDIT' }, 'newest')).toEqual(rows);
    expect(shownRows(rows, { lane: 'AUDIT' }, 'oldest')).toEqual([signIn, row()]);
  });

  it('that may not be read is named with the permission that it needs', () => {
    const reason = 'It needs the permission AUDIT_VIEW.';
    expect(missingWords({ lane: 'AUDIT', reason })).toBe(
      'Audit is missing. It needs the permission Audit > View.',
    );
  });
});
