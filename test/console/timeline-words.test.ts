/** The timeline, in words: of which time, and each of its rows. */
import {
  aboutOf,
  causeOf,
  endedByWords,
  endedWith,
  lastedWords,
  wholeOf,
} from '../../console/views/timeline/about';
import {
  aDayBefore,
  beginOf,
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
} from '../../console/views/timeline/words';
import { none, now, zone } from './timeline-chosen';

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
    previousState: null,
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
      '#/timeline?from=2031-05-05T16%3A01%3A00.000Z&to=2031-05-05T16%3A22%3A00.000Z&about=history%3A1',
    );
    expect(meanwhileOf(row({ until: null }))).toBe(
      '#/timeline?from=2031-05-05T16%3A01%3A00.000Z&about=history%3A1',
    );
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

  it('lasts on where it continues what was well before the server was off', () => {
    const params = [{ name: 'since', value: '2031-05-05T10:00:00Z' }];
    const of = { lane: 'SERVICE', subject: 'connect', state: 'RUNNING' } as const;
    const again = row({ ...of, id: 'history:5', from: '2031-05-05T16:10:00Z', until: null, params });
    const before = row({ ...of, id: 'history:1', until: '2031-05-05T16:09:00Z' });
    const other = row({ ...of, subject: 'netpos', id: 'history:2', until: '2031-05-05T16:09:00Z' });
    expect(shownRows([again, other, before], none, 'newest')).toEqual([other, { ...before, until: null }]);
  });

  it('is what a period is about: by its ID, or as what an alert watches at a time', () => {
    const at = '2031-05-05T16:05:00Z';
    const [outage, lost] = ['ORDERING_DOWN', 'LINK_LOST'].map((code) => ({ about: '', at, code }));
    if (!outage || !lost) throw new Error();
    const event = row({ id: 'event:1', lane: 'EVENT_LOG', state: 'ERROR', from: '2031-05-05T16:02:50Z' });
    const finding = row({ id: 'history:8', lane: 'FINDING', state: 'WARNING', code: 'LINK_DOWN' });
    const other = row({ ...finding, id: 'history:9', code: 'BACKUP_OLD' });
    const well = row({ id: 'history:10', state: 'OK', from: '2031-05-05T16:20:00Z', until: null });
    const rows = [well, other, finding, row(), event];
    expect(aboutOf(rows, { ...none, about: 'history:8' })).toBe(finding);
    expect(aboutOf(rows, outage)).toEqual(row());
    expect(aboutOf(rows, lost)).toBe(finding);
    for (const code of ['DISK_LOW', 'constructor', ''])
      expect(aboutOf(rows, { ...outage, code })).toBeUndefined();
    expect(aboutOf(rows, { ...outage, at: '2031-05-05T17:00:00Z' })).toBeUndefined();
    expect(aboutOf(rows, none)).toBeUndefined();
    expect([causeOf(rows, row()), endedWith(rows, row())]).toEqual([event, well]);
    expect(causeOf([row({ ...event, from: '2031-05-05T16:01:00Z' })], row())).toBeUndefined();
    expect(lastedWords(row(), zone, well, now)).toBe(
      'It began at 02:03:00 and ended at 02:20:00, after 17 min.',
    );
    expect(lastedWords(row({ until: null }), zone, undefined, now)).toBe(
      'It began at 02:03:00 and has not ended.',
    );
    const long = row({ from: '2031-05-02T16:03:00Z' });
    expect(lastedWords(long, zone, well, now)).toBe(
      'It began at Sat 3 May 02:03:00 and ended at 02:20:00, after 3 d.',
    );
  });

  it('that the server was off in ends after it, and never with it', () => {
    const since = { params: [{ name: 'since', value: row().from }] };
    const gap = row({ id: 'history:4', lane: 'SERVER', state: 'OFF', from: '2031-05-05T16:10:00Z' });
    const before = row({ until: gap.from });
    const well = row({ id: 'history:6', state: 'OK', from: '2031-05-05T16:20:00Z', until: null });
    const again = row({ id: 'history:5', from: '2031-05-05T16:12:00Z', ...since });
    const rows = [well, again, gap, before];
    for (const each of [before, again]) {
      const whole = wholeOf(rows, each);
      expect(whole).toEqual({ ...each, from: row().from, until: well.from });
      expect(endedWith(rows, whole)).toBe(well);
    }
    const still = { ...again, until: null };
    expect(wholeOf([still, gap, before], before).until).toBeNull();
    // What began with the last record has no other end.
    const brief = row({ from: gap.from, until: gap.from });
    expect(endedWith([gap, brief], brief)).toBe(gap);
    // After more than an hour, it is not known to be the same.
    for (const other of [row({ ...again, params: [] }), row({ ...again, state: 'OK' })]) {
      const later = [other, gap, before];
      const whole = wholeOf(later, before);
      expect(whole).toEqual(before);
      expect(lastedWords(whole, zone, endedWith(later, whole), now)).toBe(
        'It began at 02:03:00 and lasted at least until 02:10:00. When it ended is not recorded.',
      );
    }
  });

  it('is named as the operation that a fault ended with', () => {
    const of = { lane: 'OPERATION', state: 'SUCCEEDED' } as const;
    const text = 'Start Gateway Client, requested by Morgan Reyes: succeeded.';
    const start = row({ ...of, from: '2031-05-05T16:19:40Z', until: '2031-05-05T16:20:10Z', text });
    const long = row({ ...of, from: '2031-05-05T14:00:00Z', until: '2031-05-05T18:00:00Z' });
    const next = row({ ...of, from: '2031-05-05T16:20:05Z', until: '2031-05-05T16:20:15Z' });
    expect(endedByWords([next, start, long], row(), zone)).toBe(`At its end: ${text}`);
    expect(endedByWords([next, long], row(), zone)).toBeUndefined();
    expect(endedByWords([start], row({ until: null }), zone)).toBeUndefined();
    expect(endedByWords([start], start, zone)).toBeUndefined();
  });

  it('that is well and began long before what the page is about is left out', () => {
    const early = { from: '2031-05-05T10:00:00Z', until: null };
    const well = row({ ...early, id: 'history:2', lane: 'HOST', state: 'OK' });
    const bad = row({ ...early, id: 'history:3', lane: 'LINK', state: 'DOWN' });
    const over = row({ id: 'history:4', from: '2031-05-05T15:50:00Z', until: '2031-05-05T15:55:00Z' });
    expect(shownRows([row(), over, bad, well], none, 'newest', undefined, row())).toEqual([row(), bad]);
  });

  it('that changed something is shown apart, from the last 24 hours', () => {
    expect(lanesOf('CHANGES')).toEqual(['OPERATION', 'AUDIT', 'SETTING', 'VERSION', 'SERVER']);
    expect([lanesOf('SERVICE'), lanesOf(''), lanesOf('toString')]).toEqual([['SERVICE'], null, null]);
    const from = aDayBefore(now);
    expect(from).toBe('2031-05-04T16:20:00.000Z');
    const old = row({ lane: 'VERSION', state: '10.58.0', from: '2031-05-01T16:00:00Z', until: null });
    const setting = row({ lane: 'SETTING', state: 'CHANGED' });
    const first = row({ lane: 'VERSION', state: '10.58.0' });
    const next = row({ lane: 'VERSION', state: '10.58.0', previousState: '10.57.0' });
    expect(shownRows([setting, next, first, old], { lane: 'CHANGES' }, 'newest', { from })).toEqual([
      setting,
      next,
    ]);
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
