import { t } from '../../console/messages';
import {
  actionWord,
  changedBy,
  changedWhat,
  changeTone,
  changeWords,
  comparedNow,
  driftSentence,
  hidesSignIns,
  lastDay,
  targetWords,
  whoDid,
} from '../../console/views/audit/words';

const SYDNEY = 'Australia/Sydney';
const change = {
  kind: 'GRANTED',
  what: 'Managers: SERVICES_VIEW',
  byName: 'Morgan Reyes',
  at: '2031-05-06T02:15:00Z',
  sequence: 7,
} as const;

const words = (target: string | null, targetTitle: string | null = null) =>
  targetWords({ target, targetTitle });

describe('a row of the audit', () => {
  it('says what was asked for in words, and what has none as it is called', () => {
    expect(actionWord('grantPermission')).toBe('Grant a permission');
    expect(actionWord('something.new')).toBe('something.new');
    expect(words('Managers: SERVICES_VIEW')).toBe('Managers: Services > View');
    expect(words('Ana Silva')).toBe('Ana Silva');
    expect(words(null)).toBe('');
  });

  it('names what it is about, and never shows an ID that has no name', () => {
    const id = '319fabe4-fcdb-4cb7-9cf3-7b3036fb84da';
    expect(words(id, 'Restart NetPOS')).toBe('Restart NetPOS');
    expect(words(id)).toBe('');
    expect(words(`Nightly (${id})`)).toBe('Nightly');
  });

  it('is no sign-in, unless those or refusals are asked for', () => {
    const none = { action: '', outcome: '', signIns: '' };
    expect(hidesSignIns(none)).toBe(true);
    expect(hidesSignIns({ ...none, signIns: 'shown' })).toBe(false);
    expect(hidesSignIns({ ...none, action: 'signIn' })).toBe(false);
    expect(hidesSignIns({ ...none, outcome: 'DENIED' })).toBe(false);
  });

  it('says who: a clerk, anyone who sat at the server, or no one', () => {
    expect(whoDid({ clerkName: 'Morgan Reyes', runAs: 'svc' })).toBe('Morgan Reyes');
    expect(whoDid({ clerkName: null, runAs: 'svc' })).toBe('svc, on the server');
    expect(whoDid({ clerkName: null, runAs: null })).toBe('Unknown');
  });
});

describe('what has drifted', () => {
  it('reads as sentences', () => {
    expect(changeWords(change, SYDNEY)).toBe(
      'Managers: Services > View was granted by Morgan Reyes, Tue 6 May 2031 12:15.',
    );
    expect(changeWords({ ...change, kind: 'TOKEN_CREATED', what: 'Nightly (t1)' }, SYDNEY)).toBe(
      'Access token Nightly (t1) was created by Morgan Reyes, Tue 6 May 2031 12:15.',
    );
    const elsewhere = { ...change, kind: 'GRANTED_ELSEWHERE', byName: null, at: null } as const;
    expect(changeWords(elsewhere, SYDNEY)).toBe(
      'Managers: Services > View was granted outside this program: check Back Office.',
    );
    expect([changeTone(change), changeTone(elsewhere)]).toEqual(['idle', 'warn']);
  });

  it('is counted since someone checked, beneath what is counted', () => {
    expect(t.audit.sinceLastReview).toMatch(/^Permissions, tokens and PINs since/);
    const since = { sequence: 3, at: '2031-05-06T02:15:00Z', byName: 'Support Desk', reason: null, upTo: 2 };
    expect(driftSentence({ changes: [change], since, hasMore: false }, SYDNEY)).toBe(
      'One change since the review by Support Desk, Tue 6 May 2031 12:15.',
    );
    expect(driftSentence({ changes: [], since: null, hasMore: false }, SYDNEY)).toBe(
      'Nothing has changed so far. The audit has never been signed off.',
    );
    expect(driftSentence({ changes: [change, change], since, hasMore: true }, SYDNEY)).toMatch(
      /^More than 2 changes since/,
    );
  });
});

it('names what differs between two times', () => {
  const what = (kind: Parameters<typeof changedWhat>[0]['kind'], of: string) =>
    changedWhat({ kind, what: of });
  expect([
    what('PERMISSION', 'Managers: SERVICES_VIEW'),
    what('TOKEN', 'Nightly (319fabe4-fcdb-4cb7-9cf3-7b3036fb84da)'),
    what('START_MODE', 'NetPOS'),
    what('MAINTENANCE', ''),
  ]).toEqual([
    'Managers: Services > View',
    'Access token Nightly',
    'Start mode of NetPOS',
    'Maintenance mode',
  ]);
});

describe('the comparison of two times', () => {
  it('begins with the last day, so that one click says what changed since yesterday', () => {
    const now = Date.parse('2031-05-06T02:15:30Z');
    expect(lastDay(now, SYDNEY)).toEqual({ from: '2031-05-05 12:15', to: '2031-05-06 12:16' });
  });

  it('is no answer once a time is another one, or none', () => {
    const period = { from: '2031-05-05T02:15:00.000Z', to: '2031-05-06T02:16:00.000Z' };
    expect(comparedNow(period, { ...period })).toBe(period);
    expect(comparedNow(period, { ...period, from: '2031-05-04T02:15:00.000Z' })).toBeUndefined();
    expect(comparedNow(period, { ...period, to: null })).toBeUndefined();
    expect(comparedNow(undefined, period)).toBeUndefined();
  });

  it('says who changed it last, and why where that is on record', () => {
    const at = '2031-05-05T02:15:00Z';
    const now = Date.parse('2031-05-05T04:00:00Z');
    const by = { at, byName: 'Morgan Reyes' };
    expect(changedBy({ ...by, reason: 'Nights' }, SYDNEY, now)).toBe('12:15, Morgan Reyes: “Nights”');
    expect(changedBy({ ...by, reason: null }, SYDNEY, now)).toBe('12:15, Morgan Reyes');
    expect(changedBy({ at, byName: null, reason: null }, SYDNEY, now)).toBe('12:15');
  });
});
