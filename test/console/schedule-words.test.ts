import type { FirstSyncLineFragment, OperationPlannedFragment } from '../../console/generated/graphql';
import { approverWords, mayDecide } from '../../console/views/operations/people-words';
import { figuresOf, hasNight, offWords, runOfOperation } from '../../console/views/operations/progress-words';
import { againstWords } from '../../console/views/plan/overrides';
import { syncFigures, syncRun, syncShareOf } from '../../console/views/venue/first-sync-words';
import { operationWith, stepWith } from './operation-samples';
import { windowWith } from './window-samples';

const SYDNEY = 'Australia/Sydney';
const HOUR = 3_600_000;
const at = (text: string) => Date.parse(`2031-05-05T${text}:00Z`);
const NOW = at('16:30');
const waiting = { startedAt: null, estimatedFinishAt: null, percent: null };

describe('when an operation runs', () => {
  const run = (given: Parameters<typeof operationWith>[0], now = NOW) =>
    runOfOperation(operationWith(given), windowWith(), now);

  it('is from its start to its own estimate, and never over before now', () => {
    expect(run({})).toEqual({ from: at('16:00'), until: at('18:00') });
    expect(run({ estimatedFinishAt: null })).toEqual({ from: at('16:00'), until: at('18:00') });
    expect(run({}, at('18:20'))).toEqual({ from: at('16:00'), until: at('18:20') });
  });

  it('is what it was once it is over', () => {
    const over = { state: 'SUCCEEDED', finishedAt: '2031-05-05T17:10:00Z' } as const;
    expect(run(over)).toEqual({ from: at('16:00'), until: at('17:10') });
  });

  it('is as long as was planned from its scheduled start, or from now while it waits without one', () => {
    const scheduledFor = '2031-05-05T20:00:00Z';
    expect(run({ ...waiting, scheduledFor })).toEqual({ from: at('20:00'), until: at('22:00') });
    expect(run(waiting)).toEqual({ from: NOW, until: NOW + 2 * HOUR });
  });

  it('is drawn of a resync that has begun or may yet', () => {
    expect(hasNight(operationWith())).toBe(true);
    expect(hasNight(operationWith({ ...waiting, state: 'SCHEDULED' }))).toBe(true);
    expect(hasNight(operationWith({ ...waiting, state: 'CANCELLED' }))).toBe(false);
    expect(hasNight(operationWith({ kind: 'ONBOARD' }))).toBe(false);
  });
});

describe('the figures of an operation', () => {
  const figures = (given: Parameters<typeof operationWith>[0]) => {
    const operation = operationWith(given);
    return figuresOf(operation, runOfOperation(operation, windowWith(), NOW), NOW, SYDNEY);
  };

  it('say of a scheduled one when it starts, in how long, and when it ends', () => {
    const scheduledFor = '2031-05-05T20:00:00Z';
    expect(figures({ ...waiting, state: 'SCHEDULED', scheduledFor })).toEqual([
      { strong: 'Starts 06:00', soft: 'In 3 h 30 min' },
      { strong: 'Ends about 08:00', soft: 'Takes about 2 h' },
    ]);
    expect(figures({ ...waiting, state: 'AWAITING_APPROVAL', scheduledFor })[0]).toEqual({
      strong: 'Starts 06:00',
      soft: 'In 3 h 30 min, if approved by then',
    });
    expect(figures({ ...waiting, state: 'AWAITING_APPROVAL' })[0]?.strong).toBe('Starts when it is approved');
  });

  it('say of one that runs when it ends, and what its step says of rows and their rate', () => {
    const detail = '798,000 of 2,100,000 rows sent, 129 rows a second.';
    expect(figures({ steps: [stepWith({ detail })] })).toEqual([
      { strong: 'Ends about 04:00', soft: 'About 1 h 30 min left, 30 min elapsed' },
      { strong: 'Send the data', soft: detail },
    ]);
  });

  it('say of one that is over when it ended and how long it took', () => {
    const over = { state: 'SUCCEEDED', finishedAt: '2031-05-05T16:10:00Z', steps: [] } as const;
    expect(figures(over)[0]).toEqual({ strong: 'Ended 02:10', soft: 'Took 10 min' });
  });
});

describe('what is off meanwhile', () => {
  const impact = {
    unavailable: ['TouchMini', 'OrderAway'],
    estimatedDuration: 'PT4M',
    basis: '',
    locations: [],
  };
  const run = { from: at('16:00'), until: at('18:00') };
  const off = (given: Parameters<typeof operationWith>[0]) =>
    offWords(operationWith(given), impact, run, SYDNEY);

  it('is said with its end, before it begins with its start, and not any more when it is over', () => {
    expect(off({})).toEqual({ strong: 'Off until about 04:00:', soft: 'TouchMini and OrderAway' });
    expect(off({ ...waiting, state: 'SCHEDULED' })?.strong).toBe('Off from 02:00 until about 04:00:');
    expect(off({ state: 'SUCCEEDED' })).toBeUndefined();
    const failure = { choices: [] } as unknown as NonNullable<ReturnType<typeof operationWith>['failure']>;
    expect(off({ kind: 'ONBOARD', failure })).toBeUndefined();
    expect(off({ kind: 'ONBOARD' })?.strong).toBe('Off during the first sync that follows, for about 4 min:');
  });
});

describe('who decides about it', () => {
  const approvers: OperationPlannedFragment['approvers'] = [
    { id: '2', name: 'Sam Okafor', securityGroup: { id: '2', name: 'Supervisors' } },
    { id: '7', name: 'Kim Lund', securityGroup: null },
  ];

  it('sees the buttons; no one else does, and no one before that is known', () => {
    expect(mayDecide(approvers, '2')).toBe(true);
    expect(mayDecide(approvers, '1')).toBe(false);
    expect(mayDecide(undefined, '2')).toBe(false);
    expect(mayDecide(null, '1')).toBe(true);
    expect(mayDecide(null, undefined)).toBe(true);
  });

  it('is named to a clerk who may not', () => {
    expect(approverWords(approvers)).toMatch(/^Sam Okafor \(Supervisors\) or Kim Lund can approve it\. /);
    expect(approverWords([])).toMatch(/^No other clerk can approve it now\. .* rank 1 or 2 /);
  });
});

describe('what someone continues against', () => {
  it.each([
    ['TRADING_HOURS', 'FAIL', 'It does not fit outside trading hours.'],
    ['TRADING_HOURS', 'UNKNOWN', 'Whether the venue trades then is unknown.'],
    ['SOMETHING_NEW', 'FAIL', 'The title: Fail.'],
    ['SOMETHING_NEW', 'UNKNOWN', 'The title: Unknown.'],
  ] as const)('is said as what is not so: %s, %s', (code, outcome, words) => {
    expect(againstWords({ code, outcome, title: 'The title' })).toBe(words);
  });
});

describe('a first sync', () => {
  const sync: FirstSyncLineFragment = {
    startedAt: '2031-05-05T16:00:00Z',
    estimatedEnd: '2031-05-05T18:00:00Z',
    rowsSent: 798_000,
    rowsExpected: 2_100_000,
    rowsPerSecond: 128.6,
    window: null,
  };

  it('has its share, its rows a second and its end', () => {
    expect(syncShareOf(sync)).toBe(38);
    expect(syncFigures(sync, NOW, SYDNEY)).toEqual([
      { strong: 'Ends about 04:00', soft: 'About 1 h 30 min left, 30 min elapsed' },
      { strong: '798,000 of 2,100,000 rows', soft: '129 rows per second' },
    ]);
    expect(syncRun(sync, NOW)).toEqual({ from: at('16:00'), until: at('18:00') });
  });

  it('promises nothing before its first row', () => {
    const unbegun = { ...sync, startedAt: null, estimatedEnd: null, rowsSent: 0, rowsPerSecond: null };
    expect(syncFigures(unbegun, NOW, SYDNEY)[0]).toEqual({ strong: 'No estimate yet', soft: '' });
    expect(syncRun(unbegun, NOW)).toEqual({ from: NOW, until: NOW });
  });

  it('is never quite there while it runs', () => {
    expect(syncShareOf({ ...sync, rowsSent: 2_100_000 })).toBe(99);
  });
});
