import { eventsSentence, lookEvery, sourcesIn } from '../../console/views/event-log/words';

const row = (level: 'INFORMATION' | 'WARNING' | 'ERROR', message: string, source = 'NetPOS') => ({
  at: '2031-05-06T02:15:00Z',
  level,
  source,
  eventId: 7031,
  message,
});
const rows = [
  row('ERROR', 'The queue is stuck'),
  row('WARNING', 'Slow'),
  row('INFORMATION', 'Started', 'Connect'),
];

const all = { isFiltered: false, hasMore: false };

describe('the event log', () => {
  it('says what matters of it first', () => {
    expect(eventsSentence(rows, { ...all, follows: true })).toBe(
      '1 error and 1 warning in the newest 3 entries. New entries appear automatically.',
    );
    expect(eventsSentence(rows.slice(2), { ...all, follows: false })).toBe(
      'No warnings and no errors in the newest 1 entry. Paused until you follow it again.',
    );
    expect(
      eventsSentence(
        [rows[1], rows[1]].flatMap((each) => each ?? []),
        { ...all, follows: true },
      ),
    ).toContain('2 warnings in');
  });

  it('says how much matches, where it is filtered', () => {
    const said = (hasMore: boolean, count: number) =>
      eventsSentence(rows.slice(0, count), { follows: true, isFiltered: true, hasMore });
    expect(said(false, 1)).toBe('1 entry matches. New entries appear automatically.');
    expect(said(false, 3)).toBe('3 entries match. New entries appear automatically.');
    expect(said(true, 3)).toBe('The newest 3 entries that match. New entries appear automatically.');
  });

  it('is searched for words less often than its end is read', () => {
    expect([lookEvery(''), lookEvery(' '), lookEvery('NetPOS')]).toEqual([5_000, 5_000, 30_000]);
  });

  it('offers the sources that were seen, and the one that is chosen', () => {
    expect(sourcesIn(rows, '')).toEqual(['Connect', 'NetPOS']);
    expect(sourcesIn([], 'Sales')).toEqual(['Sales']);
  });
});
