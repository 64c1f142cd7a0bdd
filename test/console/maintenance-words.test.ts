import {
  endOf,
  freezeMark,
  lengthWords,
  switchSentence,
} from '../../console/views/maintenance/maintenance-words';
import {
  shortLifeWords,
  tokenEnd,
  tokenLifeWords,
  tokenLives,
  tokenMark,
  tokensSentence,
} from '../../console/views/tokens/token-words';

const SYDNEY = 'Australia/Sydney';
const NOW = Date.parse('2031-05-06T02:15:00Z');

describe('the switch', () => {
  it('says who has stopped everything new, since when and why', () => {
    const times = { since: '2031-05-06T02:15:00Z', until: '2031-05-06T06:15:00Z' };
    const on = { on: true, ...times, byName: 'Morgan Reyes', reason: 'Printer stuck' };
    expect(switchSentence(on, SYDNEY)).toBe(
      'Morgan Reyes turned on maintenance mode, Tue 6 May 2031 12:15 until Tue 6 May 2031 16:15: “Printer stuck”.',
    );
    const off = { on: false, since: null, until: null, byName: null, reason: null };
    expect(switchSentence(off, SYDNEY)).toBe('Operations and schedules can start.');
  });

  it.each([
    ['hour', 'For 1 hour, until 13:15', '2031-05-06T03:15:00.000Z'],
    ['four', 'For 4 hours, until 16:15', '2031-05-06T06:15:00.000Z'],
    ['half', 'For 12 hours, until Wed 7 May 00:15', '2031-05-06T14:15:00.000Z'],
    ['moment', 'Until a date…', '2031-05-08T22:30:00.000Z'],
  ] as const)('has the end of the length %s', (length, words, end) => {
    expect(lengthWords(length, SYDNEY, NOW)).toBe(words);
    expect(endOf(length, '2031-05-09 8:30', SYDNEY, NOW)).toBe(end);
  });

  it('has no end while none is typed', () => {
    expect(endOf('moment', 'Friday', SYDNEY, NOW)).toBeUndefined();
  });

  it.each([
    ['2031-05-05T00:00:00Z', '2031-05-06T00:00:00Z', 'Ended'],
    ['2031-05-06T00:00:00Z', '2031-05-07T00:00:00Z', 'In force'],
    ['2031-05-07T00:00:00Z', '2031-05-08T00:00:00Z', 'Upcoming'],
  ])('has freezes: from %s until %s is %s', (from, until, word) => {
    expect(freezeMark({ from, until, reason: 'Christmas' }, NOW).word).toBe(word);
  });
});

describe('an access token', () => {
  it('lives 90 days at most, 400 to read metrics alone, and a day with what can’t be taken back', () => {
    expect(tokenLives(['METRICS_VIEW']).at(-1)).toBe('year');
    expect(tokenLives(['METRICS_VIEW', 'SERVICES_VIEW']).at(-1)).toBe('quarter');
    expect(tokenLives(['SERVICES_VIEW'])).toEqual(['day', 'week', 'month', 'quarter']);
    expect(tokenLives(['SERVICES_VIEW', 'CLOUD_CONNECTIVITY_ONBOARD'])).toEqual(['day']);
    expect(shortLifeWords(['SERVICES_VIEW'])).toBeUndefined();
    expect(shortLifeWords(['API_TOKENS_MANAGE'])).toMatch(
      /^With API Tokens > Manage, the token is valid for at most 24 hours/,
    );
    expect(Date.parse(tokenEnd('quarter', NOW)) - NOW).toBeLessThan(90 * 86_400_000);
    expect(tokenLifeWords('day', NOW, SYDNEY)).toBe('24 hours, until Wed 7 May 12:14');
  });

  it('says how it is, and how all stand', () => {
    const token = (expiresAt: string, lastUsedAt: string | null = null) => ({
      id: expiresAt,
      name: 'Nightly',
      permissions: [],
      createdAt: expiresAt,
      createdByName: 'Morgan Reyes',
      expiresAt,
      lastUsedAt,
    });
    const [over, soon, long] = ['2031-05-06T02:00:00Z', '2031-05-06T12:00:00Z', '2031-06-06T02:00:00Z'];
    expect([over, soon, long].map((at) => tokenMark(token(String(at)), NOW).word)).toEqual([
      'Ended',
      'Ends soon',
      'Valid',
    ]);
    expect(tokensSentence([token(String(over))], NOW)).toBe('No access token is valid now.');
    expect(tokensSentence([token(String(soon)), token(String(long), String(over))], NOW)).toBe(
      '2 access tokens are valid; 1 of them was never used.',
    );
    expect(tokensSentence([token(String(long))], NOW)).toBe(
      '1 access token is valid; none has been used yet.',
    );
    expect(tokensSentence([token(String(long), String(over))], NOW)).toBe('1 access token is valid.');
  });
});
