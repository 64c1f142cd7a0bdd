/** The list and the page of operations: sorting, totals, what a cancel leaves, and where each step is in time. */

import { sorted, totalWords } from '../../console/views/operations/list-words';
import { cancelMeans, laneWords } from '../../console/views/operations/progress-words';
import { stepBars } from '../../console/views/operations/step-chart';
import { startLabel } from '../../console/views/resync/words';
import { operationWith, stepWith } from './operation-samples';

const at = (text: string) => `2031-05-05T16:${text}Z`;

describe('the list of operations', () => {
  const list = [
    operationWith({ id: 'a', title: 'Stop NetPOS', finishedAt: at('00:04') }),
    operationWith({ id: 'b', title: 'Resync', finishedAt: at('20:00'), requestedByName: 'Ana Silva' }),
    operationWith({ id: 'c', title: 'Onboard', state: 'SCHEDULED', startedAt: null }),
  ];
  const ids = (sort: string) =>
    sorted(list, sort)
      .map(({ id }) => id)
      .join('');

  it('is sorted by what a column has, the longest first, and by nothing that is no column', () => {
    expect(ids('')).toBe('abc');
    expect(ids('took')).toBe('bac');
    expect(ids('what')).toBe('cba');
    expect(ids('by')).toBe('bac');
    expect(ids('constructor')).toBe('abc');
  });

  it('says how many there are, and of a part that it is one', () => {
    expect(totalWords(1, 1, false)).toBe('1 operation');
    expect(totalWords(40, 1512, false)).toBe('40 of 1,512 operations');
    expect(totalWords(40, 512, true)).toBe('40 of 512 operations, sorted among those shown');
    expect(totalWords(40, undefined, true)).toBe('40 operations');
  });
});

it('says of a cancel what is true: nothing runs before an operation has started', () => {
  expect(cancelMeans(operationWith({ startedAt: null }))).toBe(
    'It has not started: nothing was changed, and no service is suspended.',
  );
  expect(cancelMeans(operationWith())).toContain('suspended services resume');
});

it('offers the next close by that name', () => {
  expect(startLabel('x', 'x', 'Mon 30 Nov 02:00')).toBe('After close, Mon 30 Nov 02:00');
  expect(startLabel('x', 'y', '02:00')).toBe('02:00');
  expect(startLabel('x', undefined, '02:00')).toBe('02:00');
});

describe('the steps in time', () => {
  const operation = operationWith({
    startedAt: at('00:00'),
    finishedAt: at('01:40'),
    steps: [
      stepWith({ name: 'check', startedAt: at('00:00'), finishedAt: at('00:10') }),
      stepWith({ name: 'send', startedAt: at('00:30'), finishedAt: at('01:40') }),
      stepWith({ name: 'never' }),
    ],
  });
  const event = (level: 'INFORMATION' | 'WARNING', step: string, when: string) => ({
    sequence: 1,
    at: at(when),
    step,
    level,
    message: '',
  });

  it('are bars in percent, with the wait before each and what went wrong in it', () => {
    const events = [
      event('INFORMATION', 'send', '00:31'),
      event('WARNING', 'send', '00:50'),
      event('WARNING', 'check', '00:05'),
    ];
    const bars = stepBars(operation, events, 0);
    expect(bars.get('check')).toMatchObject({ left: 0, width: 10, waited: 0, waitWidth: 0, troubles: [5] });
    expect(bars.get('send')).toEqual({
      left: 30,
      width: 70,
      waitLeft: 10,
      waitWidth: 20,
      waited: 20_000,
      troubles: [50],
    });
    expect(bars.has('never')).toBe(false);
    expect(laneWords({ waited: 20_000, troubles: [50, 51] })).toBe('Waited 20 s before it. 2 warnings.');
    expect(laneWords({ waited: 0, troubles: [] })).toBe('');
  });

  it('end now while they run, and are none before the operation has begun', () => {
    const running = operationWith({
      startedAt: at('00:00'),
      steps: [stepWith({ name: 'send', startedAt: at('00:30') })],
    });
    expect(stepBars(running, [], Date.parse(at('01:00'))).get('send')).toMatchObject({ left: 50, width: 50 });
    expect(stepBars(operationWith({ startedAt: null }), [], 0).size).toBe(0);
  });
});
