import { inVenueTime } from '../../console/format/format';
import type { DiagnosisPanelFragment } from '../../console/generated/graphql';
import {
  causeMark,
  evidenceMark,
  inWeight,
  remedyViews,
  resyncMark,
  resyncSentence,
} from '../../console/views/diagnosis/diagnosis-words';
import { FINDINGS } from '../../src/domain/types/findings';
import { diagnosis, finding } from './venue-samples';

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
      ['CLOUD_SYNC', { tone: 'warn', word: 'Cause' }],
      ['SYNC_MESSAGE', { tone: 'warn', word: 'Check' }],
      ['LINK', { tone: 'ok', word: 'No fault' }],
    ]);
  });

  it('says of every cause whether a resync would help', () => {
    expect(resyncSentence(given)).toBe('A resync would not fix this. Ordering would be off while it runs.');
    expect(resyncSentence({ ...diagnosis('DATA_SYNC_FAILING'), resyncJustified: true })).toContain(
      'fixes this',
    );
    expect(resyncSentence(diagnosis('NONE'))).toContain('A resync would fix nothing');
    expect(resyncSentence(diagnosis('UNKNOWN'))).toContain('There is no evidence that a resync would help');
  });

  it('marks a fault, none, and what no one knows apart', () => {
    expect(causeMark(given)).toEqual({ tone: 'warn', word: 'Found' });
    expect(causeMark(diagnosis('NONE'))).toEqual({ tone: 'ok', word: 'No fault found' });
    expect(causeMark(diagnosis('UNKNOWN'))).toEqual({ tone: 'warn', word: 'Unknown' });
  });

  it.each([
    ['CLOUD_SYNC_STOPPED', [], ['services']],
    ['CLOUD_SYNC_STOPPED', ['CLOUD_SYNC_MISSING'], ['services', 'onboarding']],
    ['REGISTRATION_EXPIRED', ['REGISTRATION_EXPIRED'], []],
    ['VERSION_MISMATCH', ['VERSION_MISMATCH'], []],
    ['LINK_DOWN', ['RECONNECT_NEEDED'], ['onboarding']],
  ] as const)('leads from %s, where the status finds %j, to the pages %j', (cause, codes, views) => {
    const findings = codes.map((code) => finding({ code, actionCode: FINDINGS[code].actionCode ?? null }));
    expect(remedyViews(diagnosis(cause), { findings })).toEqual(views);
  });

  it('says that a resync is not needed only where the cause is known', () => {
    expect(resyncMark(diagnosis('UNKNOWN')).word).toBe('Unknown');
    expect(resyncMark(diagnosis('BACKLOG')).word).toBe('No resync needed');
    expect(resyncMark({ ...diagnosis('DATA_SYNC_FAILING'), resyncJustified: true }).word).toBe(
      'A resync fixes it',
    );
  });

  it('says the server’s moments in the venue’s time, and its days by their names', () => {
    const now = Date.parse('2031-05-05T16:00:00Z');
    const said = 'no heartbeat since 2031-05-05T15:58:02.123Z; valid through 2032-06-30';
    expect(inVenueTime(said, 'Australia/Sydney', now)).toBe(
      'no heartbeat since 01:58; valid through Wed 30 Jun 2032',
    );
  });
});
