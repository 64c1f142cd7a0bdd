import { eventsSentence, sourcesIn, withText } from '../../src/console/views/event-log/words';

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

describe('the event log', () => {
  it('says what matters of it first', () => {
    expect(eventsSentence(rows, true)).toBe(
      '1 error and 1 warning in the newest 3 entries. New entries appear automatically.',
    );
    expect(eventsSentence(rows.slice(2), false)).toBe(
      'No warnings and no errors in the newest 1 entry. Paused until you follow it again.',
    );
    expect(
      eventsSentence(
        [rows[1], rows[1]].flatMap((each) => each ?? []),
        true,
      ),
    ).toContain('2 warnings in');
  });

  it('is searched by words in any case and order, over text, source and number', () => {
    expect(withText(rows, 'STUCK queue')).toEqual([rows[0]]);
    expect(withText(rows, 'connect')).toEqual([rows[2]]);
    expect(withText(rows, '7031')).toHaveLength(3);
    expect(withText(rows, '  ')).toEqual(rows);
    expect(withText(rows, 'queue slow')).toEqual([]);
  });

  it('offers the sources that were seen, and the one that is chosen', () => {
    expect(sourcesIn(rows, '')).toEqual(['Connect', 'NetPOS']);
    expect(sourcesIn([], 'Sales')).toEqual(['Sales']);
  });
});
