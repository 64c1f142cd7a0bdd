import type { OperationState } from '../../console/generated/graphql';
import { t } from '../../console/messages';
import { operationsSentence, took } from '../../console/views/operations/list-words';
import { startedBy } from '../../console/views/operations/people-words';
import {
  announced,
  barTone,
  currentStep,
  shareOf,
  shownStep,
  stepsDone,
  stepTime,
  timeWords,
} from '../../console/views/operations/progress-words';
import { operationWith, stepWith } from './operation-samples';
import { finding } from './venue-samples';

const NOW = Date.parse('2031-05-05T16:30:00Z');

describe('how far a job is', () => {
  it('is reported in whole percent, and 100 only when it is done', () => {
    expect(shareOf(operationWith({ percent: 99.9 }))).toBe(99);
    expect(shareOf(operationWith({ percent: null }))).toBe(0);
    expect(shareOf(operationWith({ state: 'SUCCEEDED', percent: null }))).toBe(100);
  });

  it('counts steps that were done or not needed', () => {
    const steps = [
      stepWith({ state: 'SUCCEEDED' }),
      stepWith({ state: 'SKIPPED' }),
      stepWith({ state: 'COMPENSATED' }),
      stepWith({ state: 'PENDING' }),
    ];
    expect(stepsDone(operationWith({ steps }))).toBe('2 of 4 steps done');
  });

  it.each([
    ['runs', {}, 'About 1 h 30 min left, 30 min elapsed'],
    ['has no estimate', { estimatedFinishAt: null }, '30 min elapsed'],
    ['takes longer than was thought', { estimatedFinishAt: '2031-05-05T16:10:00Z' }, '30 min elapsed'],
    ['has not begun', { startedAt: null }, 'Not started yet'],
    ['was cancelled before it began', { startedAt: null, state: 'CANCELLED' } as const, 'It never started'],
    ['is over', { state: 'FAILED', finishedAt: '2031-05-05T16:12:00Z' } as const, 'Took 12 min'],
  ])('says the time of one that %s', (_, given, words) => {
    expect(timeWords(operationWith(given), NOW)).toBe(words);
  });

  it.each<[OperationState, string]>([
    ['RUNNING', 'busy'],
    ['CANCELLED', 'busy'],
    ['SUCCEEDED', 'ok'],
    ['NEEDS_ATTENTION', 'warn'],
    ['FAILED', 'bad'],
  ])('colours the bar of one that is %s as %s', (state, tone) => {
    expect(barTone(operationWith({ state }))).toBe(tone);
  });
});

describe('the step of a job', () => {
  it('that runs is the one to check, and is said aloud until the end', () => {
    expect(currentStep(operationWith())?.name).toBe('send');
    expect(currentStep(operationWith({ steps: [] }))).toBeUndefined();
    expect(announced(operationWith())).toBe('Send the data');
    expect(announced(operationWith({ steps: [] }))).toBe('');
    expect(announced(operationWith({ state: 'SUCCEEDED', summary: 'All is sent.' }))).toBe('All is sent.');
  });

  it.each([
    ['waits', {}, ''],
    ['runs', { startedAt: '2031-05-05T16:29:20Z' }, '40 s'],
    [
      'is done',
      { state: 'SUCCEEDED', startedAt: '2031-05-05T16:00:00Z', finishedAt: '2031-05-05T16:03:00Z' } as const,
      '3 min',
    ],
    ['was not needed', { state: 'SKIPPED' } as const, 'Not needed'],
    ['was restored', { state: 'COMPENSATED', startedAt: '2031-05-05T16:00:00Z' } as const, 'Rolled back'],
  ])('that %s reports so beside its title', (_, given, words) => {
    expect(stepTime(operationWith(), stepWith(given), NOW)).toBe(words);
  });

  it('that a cancel cut short is cancelled, and not failed', () => {
    const step = stepWith({ state: 'FAILED', startedAt: '2031-05-05T16:00:00Z' });
    const words = {
      message: '',
      cause: null,
      actionCode: null,
      remedy: '',
      restored: [],
      notRestored: [],
      trail: [],
      choices: [],
    };
    const failed = operationWith({ failure: { ...words, code: 'SCRIPT_FAILED' } });
    const cancelled = operationWith({ failure: { ...words, code: 'OPERATION_CANCELLED' } });
    expect(shownStep(failed, step)).toEqual({ state: 'FAILED', word: 'Failed', tone: 'bad' });
    expect(shownStep(cancelled, step)).toEqual({ state: 'CANCELLED', word: 'Cancelled', tone: 'idle' });
    expect(stepTime(cancelled, step, NOW)).toBe('Cancelled');
    expect(shownStep(cancelled, stepWith({ state: 'COMPENSATED' })).word).toBe('Rolled back');
  });
});

describe('words for states', () => {
  it.each([
    ['operation', t.operation.states],
    ['step', t.operation.stepStates],
  ])('tell the states of an %s apart', (_, words: Readonly<Record<string, string>>) => {
    expect(new Set(Object.values(words)).size).toBe(Object.keys(words).length);
  });
});

describe('who started it', () => {
  it('is named with the reason, where one was given', () => {
    expect(startedBy(operationWith())).toBe('Started by Morgan Reyes: “Bistro sales missing”');
    expect(startedBy(operationWith({ reason: null }))).toBe('Started by Morgan Reyes.');
  });
});

describe('a list of operations', () => {
  const over = operationWith({ state: 'SUCCEEDED', finishedAt: '2031-05-05T17:00:00Z', summary: 'Done.' });

  it('begins with what waits for a person, then what runs, then a send that no operation shows', () => {
    const waits = operationWith({ state: 'NEEDS_ATTENTION', summary: 'Someone has to decide.' });
    const send = finding({ code: 'SEND_RUNNING', message: 'All data is being sent: 47 %.' });
    expect(operationsSentence([operationWith(), waits], [send])).toBe('Someone has to decide.');
    expect(operationsSentence([operationWith()], [send])).toBe('Resync runs: sending the data.');
    expect(operationsSentence([], [send])).toBe('All data is being sent: 47 %.');
    expect(operationsSentence([], [finding()])).toBe('Nothing is running.');
  });

  it('shows how long each took that has ended', () => {
    expect(took(over)).toBe('1 h');
    expect(took(operationWith())).toBe('–');
  });
});
