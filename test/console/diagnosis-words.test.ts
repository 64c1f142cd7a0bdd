import type { DiagnosisPanelFragment } from '../../src/console/generated/graphql';
import { inVenueTime } from '../../src/console/ui/format';
import {
  causeMark,
  evidenceMark,
  inWeight,
  remedyViews,
  resyncSentence,
} from '../../src/console/views/diagnosis/diagnosis-words';
import { diagnosis } from './venue-samples';

type Evidence = DiagnosisPanelFragment['evidence'][number];

function evidence(code: string, supports: Evidence['supports']): Evidence {
  return { code, title: code, value: 'seen', supports, observedAt: '2031-05-05T16:00:00Z' };
}

describe('a diagnosis in words', () => {
  const given = {
    ...diagnosis('CLOUD_SYNC_STOPPED'),
    candidates: ['BACKLOG' as const],
    evidence: [
      evidence('LINK', []),
      evidence('SYNC_MESSAGE', ['BACKLOG']),
      evidence('CLOUD_SYNC', ['CLOUD_SYNC_STOPPED']),
    ],
  };

  it('puts what speaks for the cause first, then what speaks for another, and says which is which', () => {
    const ordered = inWeight(given).map((each) => [each.code, evidenceMark(each, given)]);
    expect(ordered).toEqual([
      ['CLOUD_SYNC', { tone: 'bad', word: 'The cause' }],
      ['SYNC_MESSAGE', { tone: 'warn', word: 'Look' }],
      ['LINK', { tone: 'ok', word: 'No fault' }],
    ]);
  });

  it('says of every cause whether a resync would help', () => {
    expect(resyncSentence(given)).toBe('A resync would not mend this; it would only take ordering down.');
    expect(resyncSentence({ ...diagnosis('DATA_SYNC_FAILING'), resyncJustified: true })).toContain(
      'mends this',
    );
    expect(resyncSentence(diagnosis('NONE'))).toContain('nothing for a resync to mend');
    expect(resyncSentence(diagnosis('UNKNOWN'))).toContain('Nothing says that a resync would help');
  });

  it('marks a fault, none, and what nobody knows apart', () => {
    expect(causeMark(given)).toEqual({ tone: 'bad', word: 'Found' });
    expect(causeMark(diagnosis('NONE'))).toEqual({ tone: 'ok', word: 'No fault' });
    expect(causeMark(diagnosis('UNKNOWN'))).toEqual({ tone: 'warn', word: 'Not known' });
  });

  it.each([
    ['CLOUD_SYNC_STOPPED', [], ['services', 'onboarding']],
    ['GATEWAY_STOPPED', [], ['services']],
    ['REGISTRATION_EXPIRED', [], []],
    ['LINK_DOWN', ['onboarding'], ['onboarding']],
  ] as const)(
    'leads from %s, where the venue needs %j, to the pages of its remedy',
    (cause, needs, views) => {
      const findings = needs.map(
        (view) => ({ subject: 'link', tone: 'bad', sentence: '', next: '', view }) as const,
      );
      expect(remedyViews(diagnosis(cause), { findings })).toEqual(views);
    },
  );

  it('says the server’s moments in the venue’s time, and its days by their names', () => {
    const now = Date.parse('2031-05-05T16:00:00Z');
    const said = 'no heartbeat since 2031-05-05T15:58:02.123Z; valid through 2032-06-30';
    expect(inVenueTime(said, 'Australia/Sydney', now)).toBe(
      'no heartbeat since 01:58; valid through Wed 30 Jun 2032',
    );
  });
});
