import { paceInWords, paceOf } from '../../../src/domain/venue/cloud.js';
import { firstSyncOf } from '../../../src/domain/venue/onboarding-state.js';

const startedAt = new Date('2031-05-05T14:00:00Z');
const at = (seconds: number) => new Date(startedAt.getTime() + seconds * 1000);
const job = { startedAt, rowsReceived: 400, rowsExpected: 1000 };

describe('how fast a send goes', () => {
  it('is what came in since it began, and says when it ends if it continues so', () => {
    expect(paceOf(job, at(100))).toEqual({ rowsPerSecond: 4, estimatedEnd: at(250) });
  });

  it('is not known before the first row, nor while the clock says that it has not begun', () => {
    expect(paceOf({ ...job, rowsReceived: 0 }, at(100))).toBeUndefined();
    expect(paceOf({ ...job, startedAt: undefined }, at(100))).toBeUndefined();
    expect(paceOf(job, at(-3600))).toBeUndefined();
    expect(paceOf(job, at(0))).toBeUndefined();
  });

  it('never ends before now, also where more came than was announced', () => {
    expect(paceOf({ ...job, rowsReceived: 1200 }, at(60))?.estimatedEnd).toEqual(at(60));
  });

  it('is said with the digits that matter', () => {
    const said = (rowsPerSecond: number) => paceInWords({ rowsPerSecond, estimatedEnd: startedAt });
    expect(said(1234.4)).toBe('1,234 rows a second');
    expect(said(4.25)).toBe('4.3 rows a second');
  });
});

describe('a first sync', () => {
  const cloud = (kind: 'FIRST' | 'FULL', state: 'RUNNING' | 'COMPLETED') =>
    ({ sync: { job: { ...job, kind, state } } }) as unknown as Parameters<typeof firstSyncOf>[0];

  it('is reported while it is under way, and neither afterwards nor of a resync', () => {
    expect(firstSyncOf(cloud('FIRST', 'RUNNING'), at(100))).toEqual({
      startedAt,
      rowsSent: 400,
      rowsExpected: 1000,
      rowsPerSecond: 4,
      estimatedEnd: at(250),
    });
    expect(firstSyncOf(cloud('FIRST', 'COMPLETED'), at(100))).toBeUndefined();
    expect(firstSyncOf(cloud('FULL', 'RUNNING'), at(100))).toBeUndefined();
  });
});
